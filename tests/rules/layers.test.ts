import { describe, expect, test } from 'vitest'
import { importsOf, sourceFiles } from './source-files.ts'

/** Who may import whom. The first rule whose `from` matches a file decides; imports are tested against `may`. */
const rules: readonly { readonly name: string; readonly from: RegExp; readonly may: readonly RegExp[]; readonly sentence: string }[] = [
  {
    name: 'shared',
    from: /^shared\//,
    may: [/^shared\//, /^zod$/],
    sentence: 'shared is plain TypeScript that both sides speak: it imports zod and itself',
  },
  {
    name: 'core composition',
    from: /^electron\/core\/(create-core|create-locked-core|open-company)\.ts$/,
    may: [/^shared\//, /^electron\/core\//],
    sentence: 'the composition root sees the whole core and nothing outside it',
  },
  {
    name: 'core storage',
    from: /^electron\/core\/storage\//,
    may: [/^shared\//, /^electron\/core\/(storage\/|ports\.ts)/, /^zod$/],
    sentence: 'storage knows no feature and no vendor',
  },
  {
    name: 'core vendor',
    from: /^electron\/core\/providers\/tactical-rmm\//,
    may: [/^shared\//, /^electron\/core\/(ports\.ts|providers\/(provider\.ts|toolkit\/|tactical-rmm\/))/, /^zod$/, /^cockatiel$/],
    sentence: 'a vendor imports its own folder, the toolkit and the interface, never another vendor, storage or a feature',
  },
  {
    name: 'core providers',
    from: /^electron\/core\/providers\//,
    may: [/^shared\//, /^electron\/core\/(ports\.ts|providers\/)/, /^zod$/, /^cockatiel$/, /^p-queue$/],
    sentence: 'providers import shared, ports and each other only through the registry',
  },
  {
    name: 'core ingest',
    from: /^electron\/core\/sync\/(ingest|identity)\//,
    may: [/^shared\//, /^electron\/core\/(sync\/(ingest|identity)\/|storage\/|providers\/provider\.ts|ports\.ts)/, /^zod$/],
    sentence: 'ingest runs in the store thread: it knows storage and the shape of a parsed page, nothing else',
  },
  ...['accounts', 'app', 'company', 'inventory', 'device', 'metrics', 'shell', 'sync', 'jobs', 'journal', 'backup', 'reviews', 'diagnostics', 'support', 'redact', 'vault'].map((noun) => ({
    name: `core ${noun}`,
    from: new RegExp(`^electron/core/${noun}/`),
    may: [
      /^shared\//,
      /^electron\/core\/(context|events|modes|ports|redact)\.ts$/,
      /^electron\/core\/(storage\/store\.ts|storage\/database\.ts|storage\/.*-repository\.ts|providers\/provider\.ts|providers\/registry\.ts|redact\/)/,
      ...(noun === 'device' || noun === 'shell' ? [/^electron\/core\/jobs\//] : []),
      new RegExp(`^electron/core/${noun}/`),
      /^zod$/,
      ...(noun === 'journal' ? [/^csv-stringify\/browser\/esm\/sync$/] : []),
    ],
    sentence: 'a feature imports shared, the core’s seams and itself, never another feature or a vendor',
  })),
  {
    name: 'core root',
    from: /^electron\/core\//,
    may: [/^shared\//, /^electron\/core\//, /^zod$/],
    sentence: 'the core imports no host, no platform and no node module',
  },
  {
    name: 'platform store thread',
    from: /^electron\/platform\/(store-|in-process-store)/,
    may: [/^shared\//, /^electron\/(platform|core\/(storage|sync\/(identity|ingest)|providers\/(page-parsers|provider)|ports))/, /^node:/, /^better-sqlite3$/],
    sentence: 'the store thread composes storage, ingest and the vendors’ pure parsers',
  },
  {
    name: 'platform',
    from: /^electron\/platform\//,
    may: [/^shared\//, /^electron\/(platform\/|core\/(ports\.ts|storage\/(store|store-tools|store-errors|migrator|database)\.ts|redact))/, /^package\.json$/, /^node:/, /^(better-sqlite3|keytar|axios|ws|pino|zod)$/],
    sentence: 'platform implements ports with Node; it imports no feature and no host',
  },
  {
    name: 'simulators',
    from: /^electron\/simulators\//,
    may: [/^shared\//, /^electron\/simulators\//, /^node:/, /^ws$/],
    sentence: 'a simulator is a server of its own: it never imports the core',
  },
  {
    name: 'main',
    from: /^electron\/main\//,
    may: [/^shared\//, /^electron\/(main\/|platform\/|core\/(create-core|create-locked-core|ports|events|redact))/, /^(node:|electron$)/, /^package\.json$/, /^electron\/cli\/version\.ts$/],
    sentence: 'the desktop host imports the composition root, ports and platform',
  },
  {
    name: 'preload',
    from: /^electron\/preload\//,
    may: [/^shared\/contract\/(paths|ipc-channels)\.ts$/, /^electron\/preload\//, /^electron$/],
    sentence: 'the preload script imports the path list and electron',
  },
  {
    name: 'cli',
    from: /^electron\/cli\//,
    may: [/^shared\//, /^electron\/(cli\/|platform\/|core\/(create-core|create-locked-core|ports|events|redact|shell\/terminal-guard\.ts))/, /^electron\/headless\//, /^node:/, /^commander$/, /^package\.json$/],
    sentence: 'the command line imports the composition root, ports, platform, the loopback host and the guard of terminal output',
  },
  {
    name: 'headless',
    from: /^electron\/headless\//,
    may: [/^shared\//, /^electron\/(headless\/|platform\/|core\/(create-core|ports|events))/, /^node:/, /^ws$/],
    sentence: 'the loopback host imports the composition root, ports and platform',
  },
  {
    name: 'build configuration',
    from: /^(electron|tests)\/[a-z.]+\.config\.ts$/,
    may: [/./],
    sentence: 'build configuration imports tools',
  },
  {
    name: 'renderer ui',
    from: /^renderer\/ui\//,
    may: [/^renderer\/(ui|lib)\//, /^shared\/util\//, /^(?!node:|#|electron|shared|renderer|axios|better-sqlite3|keytar)/],
    sentence: 'ui parts know no data, no contract and no feature',
  },
  ...['accounts', 'inventory', 'device', 'metrics', 'shell', 'journal', 'reviews', 'diagnostics', 'settings', 'sync', 'vault'].map((noun) => ({
    name: `renderer ${noun}`,
    from: new RegExp(`^renderer/features/${noun}/`),
    may: [/^renderer\/(ui|api|lib)\//, new RegExp(`^renderer/features/${noun}/`), /^shared\//, /^(?!node:|#|electron|renderer|axios|better-sqlite3|keytar)/],
    sentence: 'a screen imports ui, api, lib, shared and itself, never another feature',
  })),
  {
    name: 'renderer',
    from: /^renderer\//,
    may: [/^renderer\//, /^shared\//, /^(?!node:|#|electron|tests|axios|better-sqlite3|keytar)/],
    sentence: 'the pages import no Node module, no Electron and no HTTP client',
  },
]

describe('who may import whom', () => {
  const ours = sourceFiles().filter((file) => /^(shared|electron|renderer)\//.test(file.path) && !file.path.endsWith('.css'))
  test('S20: every import stays in its layer', () => {
    const broken = ours.flatMap((file) => {
      const rule = rules.find((one) => one.from.test(file.path))
      if (!rule) return [`${file.path}: no rule names this folder`]
      return importsOf(file)
        .filter((target) => !rule.may.some((pattern) => pattern.test(target)))
        .map((target) => `${file.path} imports ${target}: ${rule.sentence}`)
    })
    expect(broken).toEqual([])
  })

  test('B2: no screen names a vendor: it asks the capability map', () => {
    const named = ours.filter((file) => file.path.startsWith('renderer/features/')).filter((file) => /tactical|ninjaone|datto|automate/i.test(file.text))
    expect(named.map((file) => file.path)).toEqual([])
  })
})
