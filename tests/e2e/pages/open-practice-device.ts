import type { Page } from '@playwright/test'
import { DevicePage } from './device-page.ts'
import { FirstRunPage } from './first-run-page.ts'
import { FleetPage } from './fleet-page.ts'

/** Opens the practice fleet from the first screen, and then the first device whose row matches. */
export async function openPracticeDevice(page: Page, row: RegExp): Promise<DevicePage> {
  await new FirstRunPage(page).practice.click()
  const fleet = new FleetPage(page)
  await fleet.holds(250)
  await fleet.open(row)
  return new DevicePage(page)
}
