import type { Locator, Page } from '@playwright/test'

/** The screen of a profile without an account. */
export class FirstRunPage {
  readonly connect: Locator
  readonly practice: Locator

  constructor(page: Page) {
    this.connect = page.getByRole('button', { name: /connect your rmm/i })
    this.practice = page.getByRole('button', { name: /practice fleet/i })
  }
}
