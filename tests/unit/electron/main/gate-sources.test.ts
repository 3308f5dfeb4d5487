import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '../../../..')

const sourcesBelow = (folder: string) =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: relative(project, join(project, folder, name)).replaceAll('\\', '/'), text: readFileSync(join(project, folder, name), 'utf8') }))

const shipped = ['electron', 'renderer', 'shared'].flatMap(sourcesBelow)
const holders = (pattern: RegExp) => shipped.filter(({ text }) => pattern.test(text)).map(({ path }) => path)

test.each(['webSecurity:', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'allowpopups', 'nodeIntegration: true', 'sandbox: false', 'contextIsolation: false', 'loadFile\\(', 'ELECTRON_RUN_AS_NODE', '@electron/remote'])(
  'B127: no source mentions %s',
  (word) => {
    expect(holders(new RegExp(word))).toEqual([])
  },
)

test.each([
  [/\bipcMain\b/, ['electron/main/ipc.ts']],
  [/\bipcRenderer\b/, ['electron/preload/index.ts']],
  [/\bopenExternal\(/, ['electron/main/security.ts']],
  [/\bloadURL\(/, ['electron/main/window.ts']],
  [/\bnew BrowserWindow\(/, ['electron/main/window.ts']],
] as const)('B127: %s stands in one place', (pattern, places) => {
  expect(holders(pattern)).toEqual(places)
})

test('B127: only main and preload import Electron', () => {
  const outside = holders(/from 'electron'/).filter((path) => !/^electron\/(main|preload)\//.test(path))
  expect(outside).toEqual([])
})

test('B127: the preload script imports Electron and the contract’s plain lists, nothing else', () => {
  const imports = sourcesBelow('electron/preload').flatMap(({ text }) => [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]))
  expect(new Set(imports)).toEqual(new Set(['electron', '#shared/contract/paths.ts']))
})
