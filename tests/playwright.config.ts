import { defineConfig } from '@playwright/test'
import type { TargetOption } from './e2e/fixtures/console-test.ts'
import { whyNoElectron } from './e2e/fixtures/electron-target.ts'

const missing = whyNoElectron()
if (missing !== undefined && process.env['TEST_WORKER_INDEX'] === undefined) process.stderr.write(`Target "electron" is skipped: ${missing}\n`)

/** The same specifications against three hosts. Each test starts a console of its own in a profile of its own. */
export default defineConfig<TargetOption>({
  testDir: './e2e',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: { trace: 'off', screenshot: 'off' },
  projects: [
    { name: 'browser', use: { target: 'browser' }, testIgnore: ['desktop/**', 'standin/**'] },
    { name: 'desktop', use: { target: 'desktop' } },
    { name: 'electron', use: { target: 'electron' }, testIgnore: ['standin/**'] },
  ],
})
