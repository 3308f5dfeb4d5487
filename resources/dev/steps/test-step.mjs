import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildIfStale } from './build-step.mjs'
import { say, tool } from './process-step.mjs'

const results = 'test-results'
const none = { passed: 0, failed: 0, skipped: 0, failures: [] }
const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, failures: [...a.failures, ...b.failures] })

/** Counts of a tool that ended: one that failed without a failed test (a hook, an error outside) has failed all the same. */
const settle = (counts, code, name) => (code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, failures: [`${name} ended with code ${code}`] } : counts)
const broken = (name) => ({ ...none, failed: 1, failures: [`${name} left no report`] })
const firstLine = (text = '') => stripVTControlCharacters(text).split('\n')[0]

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

async function step(title, run) {
  say(`\n== ${title}`)
  const code = await run()
  return settle(none, code, title)
}

const vitestFailures = ({ testResults }) =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => `${relative('.', name)} › ${fullName}: ${firstLine(failureMessages[0])}`),
  )

/** Titles of the tests that failed in a suite of Playwright's report and in the suites inside it. */
const playwrightFailures = ({ suites = [], specs = [] }) => [
  ...suites.flatMap(playwrightFailures),
  ...specs.flatMap(({ file, title, tests }) =>
    tests.filter(({ status }) => status === 'unexpected').map(({ projectName, results: tries }) => `[${projectName}] ${file} › ${title}: ${firstLine(tries.at(-1)?.error?.message)}`),
  ),
]

/** Vitest over both projects; its own summary is printed, its counts are added up. */
async function vitest(args) {
  const file = join(results, 'vitest.json')
  rmSync(file, { force: true })
  const code = await tool('vitest', ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args])
  const report = readJson(file)
  if (!report) return broken('vitest')
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests, failures: vitestFailures(report) }
  return settle(counts, code, 'vitest')
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
  const report = readJson(file)
  if (!report) return broken('playwright')
  const { expected, flaky, unexpected, skipped } = report.stats
  return settle({ passed: expected + flaky, failed: unexpected, skipped, failures: playwrightFailures(report) }, code, 'playwright')
}

/** The failures once more at the end, where a long or shortened log is read first. */
function close(total) {
  if (total.failures.length > 0) process.stdout.write(`\n== Failed\n${total.failures.map((one) => `- ${one}`).join('\n')}\n`)
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
