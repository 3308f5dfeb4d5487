import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const renderer = resolve(import.meta.dirname, '../../renderer')

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))

const literal = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|(?<![\w-])\d+(\.\d+)?px\b/i

test('B156: screens take every colour and size from the tokens', () => {
  const styles = [...filesBelow(join(renderer, 'features')), ...filesBelow(join(renderer, 'app'))].filter((file) => file.endsWith('.css'))
  const found = styles.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap((line, at) => (literal.test(line) ? [`${file.slice(renderer.length)}:${at + 1} ${line.trim()}`] : [])))
  expect(styles.length).toBeGreaterThan(10)
  expect(found).toEqual([])
})

test('B156: every token a style sheet names exists', () => {
  const tokens = new Set([...readFileSync(join(renderer, 'ui/tokens.css'), 'utf8').matchAll(/--([\w-]+):/g)].map((match) => match[1]))
  const own = /^(grid|mantine|input|psi|cmdk)-/
  const found = filesBelow(renderer)
    .filter((file) => file.endsWith('.css'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/var\(--([\w-]+)/g)].flatMap((match) => (tokens.has(match[1]) || own.test(match[1] ?? '') ? [] : [`${file.slice(renderer.length)}: ${match[1]}`])))
  expect(found).toEqual([])
})
