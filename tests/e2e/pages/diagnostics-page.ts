import type { Locator, Page } from '@playwright/test'

/** How devices came in, and what is in use. */
export class DiagnosticsPage {
  readonly search: Locator
  readonly devices: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.search = page.getByRole('textbox', { name: 'Find a device or a trace id' })
    this.devices = page.getByRole('list', { name: /whose data came in/ })
  }

  /** Opens the page the way the status bar offers it. */
  async open(): Promise<void> {
    await this.page.getByRole('contentinfo').getByRole('button', { name: /requests/ }).click()
  }

  /** Opens the first device that matches and answers its steps. */
  async expand(name: string | RegExp): Promise<Locator> {
    const row = this.devices.getByRole('listitem').filter({ hasText: name }).first()
    await row.getByRole('button').click()
    return row
  }

  part(name: string): Locator {
    return this.page.getByRole('tab', { name })
  }
}
