import type { Locator, Page } from '@playwright/test'

/** The form that connects a server. */
export class ConnectPage {
  readonly address: Locator
  readonly apiKey: Locator
  readonly check: Locator
  readonly add: Locator

  constructor(page: Page) {
    this.address = page.getByRole('textbox', { name: 'Address of the API' })
    this.apiKey = page.getByRole('textbox', { name: 'API key' })
    this.check = page.getByRole('button', { name: /check the connection/i })
    this.add = page.getByRole('button', { name: 'Add account' })
  }

  async fill(address: string, apiKey: string): Promise<void> {
    await this.address.fill(address)
    await this.apiKey.fill(apiKey)
  }

  /** Connects a server: types, checks, adds. */
  async connect(address: string, apiKey: string): Promise<void> {
    await this.fill(address, apiKey)
    await this.check.click()
    await this.add.click()
  }
}
