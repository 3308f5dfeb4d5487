import type { ISearchOptions } from '@xterm/addon-search'
import type { ITheme } from '@xterm/xterm'

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

const capital = (word: string): string => word[0]?.toUpperCase() + word.slice(1)

/** The terminal's colours, from the tokens of the theme that is on. */
export function readTerminalTheme(): ITheme {
  const plain = colors.map((name) => [name, token(`terminal-${name}`)])
  const bright = colors.map((name) => [`bright${capital(name)}`, token(`terminal-bright-${name}`)])
  return {
    background: token('terminal'),
    foreground: token('terminal-text'),
    cursor: token('terminal-text'),
    cursorAccent: token('terminal'),
    selectionBackground: token('selected'),
    ...Object.fromEntries([...plain, ...bright]),
  }
}

/** The colours of what a search found; the terminal keeps letters on them readable. */
export function readFindColors(): NonNullable<ISearchOptions['decorations']> {
  const found = token('selected')
  const chosen = token('focus')
  return { matchBackground: found, matchOverviewRuler: found, activeMatchBackground: found, activeMatchBorder: chosen, activeMatchColorOverviewRuler: chosen }
}

/** The family of the terminal's letters. */
export const terminalFont = (): string => token('font-code')
