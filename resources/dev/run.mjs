// The starter behind every npm script. No dependencies; runs on Node 18 or newer and picks the Node that the product needs.
import { rmSync } from 'node:fs'
import { buildIfStale } from './steps/build-step.mjs'
import { installIfStale } from './steps/install-step.mjs'
import { endAll, say, succeed, tool, workerNode } from './steps/process-step.mjs'
import { startConsole } from './steps/start-step.mjs'
import { whenStarterGone } from './steps/starter-step.mjs'
import { runEverything, runEndToEnd, runUnit } from './steps/test-step.mjs'

const commands = {
  start: (args) => startConsole(args),
  dev: (args) => succeed(tool('electron-vite', ['dev', '--watch', '--config', 'electron/vite.config.ts', ...args])),
  outrider: async (args) => {
    await buildIfStale({ isQuiet: true })
    process.exitCode = await tool(null, ['out/main/cli.js', ...args], { node: workerNode() })
  },
  build: async () => {
    rmSync('out/.built', { force: true })
    await buildIfStale({ isQuiet: false })
  },
  typecheck: (args) => succeed(tool('tsc', ['-b', ...args])),
  lint: (args) => succeed(tool('oxlint', ['--type-aware', '--deny-warnings', ...args])),
  check: async () => {
    await commands.typecheck([])
    await commands.lint([])
    await succeed(tool(null, ['resources/dev/rows-without-test.mjs']))
  },
  test: (args) => runEverything(args),
  'test:unit': (args) => runUnit(args),
  'test:e2e': (args) => runEndToEnd(args),
  bench: async (args) => {
    await buildIfStale({ isQuiet: true })
    process.exitCode = await tool(null, ['--expose-gc', 'tests/bench/run-bench.ts', ...args])
  },
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  say(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`)
  process.exit(2)
}
whenStarterGone(endAll)
try {
  installIfStale()
  await command(args)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode ||= 1
}
