import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clientColors } from '#renderer/lib/client-color.ts'

const themes = ['light', 'dark', 'contrast-dark', 'contrast-light'] as const
type Theme = (typeof themes)[number]

const css = readFileSync(resolve(import.meta.dirname, '../../renderer/ui/tokens.css'), 'utf8')

function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${theme}'] {`)).split('\n}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): ([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

const channel = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const all = Object.fromEntries(themes.map((theme) => [theme, tokensOf(theme)])) as Record<Theme, ReadonlyMap<string, string>>
const token = (theme: Theme, name: string): string => all[theme].get(name) ?? ''
const surfaces = ['canvas', 'surface', 'sunken', 'raised', 'hover', 'selected']
const lowest = (theme: Theme, name: string): number => Math.min(...surfaces.map((surface) => contrast(token(theme, name), token(theme, surface))))

/** The lowest contrast of each colour against all six surfaces, as designed: light, dark, high contrast dark, high contrast light. */
const designed: Readonly<Record<string, readonly [number, number, number, number]>> = {
  text: [13.63, 10.87, 12.52, 17.96],
  'text-2': [6.27, 6.62, 12.52, 17.96],
  'text-3': [4.54, 4.89, 10.03, 12.11],
  'line-strong': [3.31, 3.27, 12.52, 17.96],
  accent: [5.3, 5.93, 8.93, 8.36],
  link: [5.92, 6.93, 8.93, 8.36],
  focus: [5.12, 5.55, 8.75, 8.71],
  ok: [4.81, 6.18, 9.79, 8.07],
  warn: [5.26, 6.28, 8.75, 8.72],
  alarm: [5.65, 5.29, 7.16, 8.95],
  fail: [5.35, 5.81, 7.34, 8.34],
  info: [5.83, 6.22, 7.23, 9.31],
  maint: [5.89, 6.12, 8.09, 9.85],
}

describe('B156: colours of each theme', () => {
  for (const [index, theme] of themes.entries()) {
    test(`B156: ${theme} holds every designed contrast and its target`, () => {
      const isHigh = theme.startsWith('contrast')
      for (const [name, values] of Object.entries(designed)) {
        const ratio = lowest(theme, name)
        expect(Math.abs(ratio - (values[index] ?? 0)), `${name} is ${ratio.toFixed(2)}`).toBeLessThanOrEqual(0.05)
        expect(ratio, name).toBeGreaterThanOrEqual(isHigh ? 7 : name === 'line-strong' ? 3 : 4.5)
      }
    })

    test(`B156: ${theme} has every token of the others`, () => {
      expect([...all[theme].keys()].toSorted()).toEqual([...all.light.keys()].toSorted())
    })
  }
})

/** Word on badge ground, light and dark. */
const badges: readonly (readonly [string, string, number, number])[] = [
  ['ok', 'ok-soft', 5.07, 6.67],
  ['warn', 'warn-soft', 5.64, 6.92],
  ['fail', 'fail-soft', 5.49, 6.96],
  ['info', 'info-soft', 5.97, 6.82],
  ['maint', 'maint-soft', 5.98, 7.11],
  ['text-2', 'neutral-soft', 6.54, 7.26],
  ['on-accent', 'accent', 6.47, 7.57],
  ['on-fail', 'fail', 6.54, 8.21],
]

test('B156: words on badges and on filled buttons hold their contrast', () => {
  for (const [word, ground, light, dark] of badges) {
    expect(Math.abs(contrast(token('light', word), token('light', ground)) - light), `${word} on ${ground}, light`).toBeLessThanOrEqual(0.05)
    expect(Math.abs(contrast(token('dark', word), token('dark', ground)) - dark), `${word} on ${ground}, dark`).toBeLessThanOrEqual(0.05)
  }
})

test('B94, B156: whatever stands in a strip that is coloured by risk can be read', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const ground of ['warn-soft', 'fail-soft']) {
      for (const word of ['text', 'text-2', 'ok', 'warn', 'fail', 'info']) expect(contrast(token(theme, word), token(theme, ground)), `${word} on ${ground}, ${theme}`).toBeGreaterThanOrEqual(4.5)
    }
  }
})

test('B156: in high contrast badges have a line instead of a ground, and nothing has a shadow', () => {
  for (const theme of ['contrast-dark', 'contrast-light'] as const) {
    expect(token(theme, 'ok-soft')).toBe('transparent')
    expect(token(theme, 'badge-line')).toBe('currentColor')
    expect(token(theme, 'shadow-menu')).toBe('none')
    expect(contrast(token(theme, 'on-accent'), token(theme, 'accent'))).toBeGreaterThanOrEqual(9.7)
  }
})

test('B9: each of the twelve client colours is readable on surface and canvas of its theme', () => {
  for (const theme of ['light', 'dark'] as const) {
    const names = [...all[theme].keys()].filter((name) => name.startsWith('client-'))
    expect(names).toHaveLength(12)
    for (const name of names) for (const ground of ['surface', 'canvas']) expect(contrast(token(theme, name), token(theme, ground)), `${name} on ${ground}, ${theme}`).toBeGreaterThanOrEqual(4.7)
  }
})

test('B92: the edge in the colour of a client is seen on every ground a strip or tab can have, in each theme', () => {
  for (const theme of themes) for (const name of clientColors) expect(lowest(theme, `client-${name}`), `${name}, ${theme}`).toBeGreaterThanOrEqual(3)
})

test('B156: the colours of a terminal hold 5.0 on its ground, chart lines 4.7 on surfaces', () => {
  for (const theme of themes) {
    const names = [...all[theme].keys()].filter((name) => name.startsWith('terminal-'))
    expect(names).toHaveLength(17)
    for (const name of names) expect(contrast(token(theme, name), token(theme, 'terminal')), `${name}, ${theme}`).toBeGreaterThanOrEqual(5)
  }
  for (const theme of ['light', 'dark'] as const) for (const line of [1, 2, 3, 4]) expect(contrast(token(theme, `chart-${line}`), token(theme, 'surface'))).toBeGreaterThanOrEqual(4.7)
})
