import { useEffect, useSyncExternalStore } from 'react'
import { usePreferences } from './preferences.ts'
import type { Theme } from './preferences.ts'

const wishes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'] as const

function subscribe(listener: () => void): () => void {
  const queries = wishes.map((wish) => matchMedia(wish))
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
  }
}

/** The theme the operating system asks for. */
export function systemTheme(): Theme {
  const [isDark, isContrast] = wishes.map((wish) => matchMedia(wish).matches)
  if (isContrast) return isDark ? 'contrast-dark' : 'contrast-light'
  return isDark ? 'dark' : 'light'
}

/** The theme in force; also written to the page, where the tokens wait for it. */
export function useTheme(): Theme {
  const { theme, density } = usePreferences()
  const system = useSyncExternalStore(subscribe, systemTheme)
  const shown = theme === 'system' ? system : theme
  useEffect(() => {
    document.documentElement.dataset['theme'] = shown
    document.documentElement.dataset['density'] = density
  }, [shown, density])
  return shown
}

/** The kit knows two schemes; ours come in pairs. */
export const schemeOf = (theme: Theme): 'light' | 'dark' => (theme === 'dark' || theme === 'contrast-dark' ? 'dark' : 'light')
