import { createTheme, MantineProvider } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'
import type { ReactNode } from 'react'
import { readStyleNonce } from '../lib/style-nonce.ts'

const shades = (token: string): MantineColorsTuple => Array.from({ length: 10 }, () => `var(--${token})`) as unknown as MantineColorsTuple

const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: shades('accent'), gray: shades('text-3'), dark: shades('text-2'), red: shades('fail'), blue: shades('accent') },
  white: 'var(--surface)',
  black: 'var(--text)',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-code)',
  defaultRadius: 'sm',
  radius: { xs: 'var(--radius-small)', sm: 'var(--radius-control)', md: 'var(--radius-control)', lg: 'var(--radius-dialog)', xl: 'var(--radius-dialog)' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow-menu)', lg: 'var(--shadow-menu)', xl: 'var(--shadow-dialog)' },
  respectReducedMotion: true,
  cursorType: 'default',
})

const variables: Record<string, string> = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--link)',
  '--mantine-color-error': 'var(--fail)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
}

const resolveVariables: CSSVariablesResolver = () => ({ variables, light: variables, dark: variables })

/** Gives the interface kit our tokens in place of its own palette, radii, shadows and font sizes. `scheme` is the base of the theme. */
export const ThemeProvider = ({ scheme, children }: { readonly scheme: 'light' | 'dark'; readonly children: ReactNode }) => (
  <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme={scheme} getStyleNonce={readStyleNonce}>
    {children}
  </MantineProvider>
)
