import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { buildIfStale } from './build-step.mjs'
import { say, tool } from './process-step.mjs'

const results = 'test-results'
const none = { passed: 0, failed: 0, skipped: 0 }
const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped })

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

async function step(title, run) {
  say(`\n== ${title}`)
  const code = await run()
  return code === 0 ? none : { ...none, failed: 1 }
}

/** Vitest over both projects; its own summary is printed, its counts are added up. */
async function vitest(args) {
  const file = join(results, 'vitest.json')
  rmSync(file, { force: true })
  const code = await tool('vitest', ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args])
  const report = readJson(file)
  if (!report) return { ...none, failed: 1 }
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** The browser the end-to-end tests and benches drive: CHROMIUM_PATH, else what is on PATH. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome', 'chromium-headless-shell']
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file))
}

async function playwright(args) {
  const chromium = findChromium()
  if (!chromium) {
    say('Skipped: no Chromium was found. Install it (Debian: chromium) or set CHROMIUM_PATH to run the end-to-end tests.')
    return { ...none, skipped: 1 }
  }
  const file = join(results, 'playwright.json')
  rmSync(file, { force: true })
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(file), PLAYWRIGHT_JSON_OUTPUT_NAME: resolve(file) }
  const code = await tool('playwright', ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json', ...args], { env })
  const stats = readJson(file)?.stats
  if (!stats) return { ...none, failed: 1 }
  const counts = { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function close(total) {
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

/** `npm test`: every layer that can run here, in order of cost, and what was skipped and why. */
export async function runEverything(args) {
  mkdirSync(results, { recursive: true })
  let total = await step('Types', () => tool('tsc', ['-b']))
  total = add(total, await step('Lint', () => tool('oxlint', ['--type-aware', '--deny-warnings'])))
  say('\n== Build')
  await buildIfStale({ isQuiet: true })
  say('\n== Unit, contract, integration, rules, components')
  total = add(total, await vitest(args))
  say('\n== End to end')
  total = add(total, await playwright([]))
  close(total)
}

/** `npm run test:unit`: Vitest only; arguments are passed on. */
export async function runUnit(args) {
  mkdirSync(results, { recursive: true })
  close(await vitest(args))
}

/** `npm run test:e2e`: Playwright only; arguments are passed on. */
export async function runEndToEnd(args) {
  mkdirSync(results, { recursive: true })
  await buildIfStale({ isQuiet: true })
  close(await playwright(args))
}
