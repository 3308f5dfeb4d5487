import { rmSync } from 'node:fs'
import type { Browser } from 'playwright'
import { findBrowser } from '#headless/open-window.ts'
import type { BenchContext } from '../bench-context.ts'
import { fillProfile, launchBrowser } from '../bench-page.ts'
import { againstLimit, median } from '../bench-result.ts'
import type { Results } from '../bench-result.ts'
import { timeToRows } from '../bench-window.ts'

const rounds = 3

/** The floor: the same browser from nothing to an empty page. */
async function startEmpty(executablePath: string): Promise<number> {
  const started = performance.now()
  const browser: Browser = await launchBrowser(executablePath)
  const page = await browser.newPage()
  await page.goto('data:text/html,<!doctype html><p>empty')
  const ms = performance.now() - started
  await browser.close()
  return ms
}

/**
 * The first window with the real list, its files already in the system's cache (B137): the process, the key of the vault,
 * the stores, the browser and the page.
 */
export async function measureStart({ devices }: BenchContext): Promise<Results> {
  const executablePath = findBrowser()
  if (executablePath === undefined) {
    process.stderr.write('Skipped: no Chromium was found, so the start is not measured. Install it or set CHROMIUM_PATH.\n')
    return {}
  }
  const folder = await fillProfile(devices)
  try {
    const floors: number[] = []
    const starts: number[] = []
    await timeToRows(executablePath, folder)
    for (let round = 0; round < rounds; round += 1) {
      floors.push(await startEmpty(executablePath))
      starts.push(await timeToRows(executablePath, folder))
    }
    return { 'start.first-window': againstLimit(median(starts), median(floors), 'ms', 1_500) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
