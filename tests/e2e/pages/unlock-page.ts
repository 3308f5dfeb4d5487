import type { Locator, Page } from '@playwright/test'

/** The first screen of a console whose keys are closed. */
export class UnlockPage {
  private readonly page: Page
  readonly title: Locator
  readonly passphrase: Locator
  readonly repeat: Locator
  readonly create: Locator
  readonly unlock: Locator
  readonly session: Locator
  readonly retry: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
    this.passphrase = page.getByLabel('Passphrase', { exact: true })
    this.repeat = page.getByLabel('Passphrase again', { exact: true })
    this.create = page.getByRole('button', { name: 'Create the vault' })
    this.unlock = page.getByRole('button', { name: 'Unlock' })
    this.session = page.getByRole('button', { name: /without keeping anything/i })
    this.retry = page.getByRole('button', { name: /try the key store again/i })
    this.alert = page.getByRole('alert')
  }

  /** Goes on for this session where the key store of the computer does not answer; where it does, there is nothing to choose. */
  async pass(): Promise<void> {
    const frame = this.page.getByRole('contentinfo')
    await this.session.or(frame).first().waitFor()
    if (await this.session.isVisible()) await this.session.click()
    await frame.waitFor()
  }
}
