import type { Locator, Page } from '@playwright/test'

/** The bar at the bottom that never hides. */
export class StatusBar {
  readonly bar: Locator
  readonly readOnly: Locator
  readonly offline: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.bar = page.getByRole('contentinfo')
    this.readOnly = this.bar.getByRole('button', { name: /read-only|changes allowed/i })
    this.offline = this.bar.getByRole('button', { name: /offline/i })
  }

  /** Switches read-only off the way a person does: press, read, confirm. */
  async allowChanges(): Promise<void> {
    await this.readOnly.click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Allow changes' }).click()
  }
}
