import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { keep, recall } from '../lib/keep.ts'

export const themeChoices = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type Theme = Exclude<ThemeChoice, 'system'>

export const densities = ['compact', 'normal', 'comfortable'] as const
export type Density = (typeof densities)[number]

/** Height of a grid row in pixels; the same numbers as `--row` in the token file. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 32, comfortable: 40 }

export interface Preferences {
  readonly theme: ThemeChoice
  readonly density: Density
}

const smallScreen = 800
const defaults = (): Preferences => ({ theme: 'system', density: window.screen.height < smallScreen ? 'compact' : 'normal' })

/** How this window looks; kept on this computer. */
export const preferences = createStore<Preferences>(() => ({ ...defaults(), ...recall<Partial<Preferences>>('preferences', {}) }))
preferences.subscribe((state) => keep('preferences', state))

export const usePreferences = (): Preferences => useStore(preferences)
