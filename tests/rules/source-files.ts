import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** One source file of the project. `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const folders = ['shared', 'electron', 'renderer', 'tests', 'resources/dev']

function below(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? below(path) : [path]
  })
}

/** Every file of ours that is code. */
export const sourceFiles = (): readonly SourceFile[] =>
  folders
    .flatMap(below)
    .filter((path) => /\.(ts|tsx|mjs|css)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** What a file imports, resolved to paths from the root; packages and node modules as they are written. */
export function importsOf(file: SourceFile): readonly string[] {
  const specifiers = [...file.text.matchAll(/^\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm), ...file.text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => resolveSpecifier(file.path, specifier))
}

const aliases: Readonly<Record<string, string>> = {
  '#shared/': 'shared/',
  '#core/': 'electron/core/',
  '#platform/': 'electron/platform/',
  '#simulators/': 'electron/simulators/',
  '#headless/': 'electron/headless/',
  '#electron/': 'electron/',
  '#renderer/': 'renderer/',
  '#tests/': 'tests/',
}

function resolveSpecifier(from: string, specifier: string): string {
  const plain = specifier.replace(/\?.*$/, '')
  if (plain.startsWith('.')) return resolve('/', from, '..', plain).slice(1)
  const alias = Object.entries(aliases).find(([prefix]) => plain.startsWith(prefix))
  return alias ? `${alias[1]}${plain.slice(alias[0].length)}` : plain
}
