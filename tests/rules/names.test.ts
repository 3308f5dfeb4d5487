import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** File names that exist once in each member of a family, and so may repeat. */
const seats = new Set(['index.ts', 'handlers.ts', 'manifest.ts', 'auth.ts', 'client.ts', 'schema.ts', 'mapper.ts', 'metrics.ts', 'shell.ts', 'provider.ts', 'sync.ts', 'alerts.ts', 'setup.ts'])

const files = sourceFiles().filter((file) => /\.(ts|tsx|mjs|css)$/.test(file.path))

test('every file name is kebab-case', () => {
  const wrong = files.filter(({ path }) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(path)))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('a file name is unique in the product, except the seats of a family', () => {
  const product = files.filter(({ path }) => /^(electron\/(core|platform|main|cli|headless)|renderer)\//.test(path))
  const byName = Map.groupBy(product, ({ path }) => basename(path))
  const repeated = [...byName].filter(([name, members]) => members.length > 1 && !seats.has(name) && !isContractNoun(members.map(({ path }) => path)))
  expect(repeated.map(([, members]) => members.map(({ path }) => path))).toEqual([])
})

/** A noun may name its file in the contract, the command line and the core at once. */
const isContractNoun = (paths: readonly string[]): boolean => paths.filter((path) => !path.startsWith('electron/cli/commands/')).length <= 1

test('nothing names a path of the machine it was written on, or a package registry', () => {
  const forbidden = [['/wo', 'rk/main'].join(''), ['registry.', 'npmjs'].join(''), ['..', '/shared', '/reference'].join('')]
  const found = files.filter(({ text }) => forbidden.some((word) => text.includes(word)))
  expect(found.map(({ path }) => path)).toEqual([])
})

test('no marker of unfinished work is left without the id of a row', () => {
  const marker = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['HA', 'CK'].join('')})\\b(?!.*[SB]\\d+)`)
  const found = files.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (marker.test(line) ? [`${path}:${index + 1}`] : [])))
  expect(found).toEqual([])
})
