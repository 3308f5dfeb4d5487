import { expect, type Locator, type Page } from '@playwright/test'

/** The list of all devices. */
export class FleetPage {
  readonly grid: Locator
  readonly filter: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.grid = page.getByRole('grid', { name: 'Devices' })
    this.filter = page.getByRole('textbox', { name: 'Filter devices' })
  }

  /** The line that says how many devices are shown; the whole text, because the first screen speaks of "250 devices" too. */
  count(text: string | RegExp): Locator {
    return this.page.getByRole('tabpanel', { name: 'Page' }).getByText(text, { exact: true }).first()
  }

  /** Waits until every device of a first read is in the list: while more come in, rows move under the pointer that is on its way to one. */
  async holds(devices: number): Promise<void> {
    await expect(this.count(`${devices} devices`)).toBeVisible({ timeout: 30_000 })
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(devices + 1))
  }

  /** Opens the first shown device whose row matches. */
  async open(row: RegExp): Promise<void> {
    await this.grid.getByRole('row', { name: row }).first().dblclick()
  }
}
