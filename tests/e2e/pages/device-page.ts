import type { Locator, Page } from '@playwright/test'

/** One device's page. */
export class DevicePage {
  readonly name: Locator
  readonly command: Locator
  readonly run: Locator
  readonly terminal: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.name = page.getByRole('heading', { level: 1 })
    this.command = page.getByRole('textbox', { name: 'Command' })
    this.run = page.getByRole('button', { name: /^run on /i })
    this.terminal = page.locator('.xterm')
  }

  async part(name: 'Overview' | 'Performance' | 'Shell' | 'Commands' | 'Services' | 'Updates' | 'Software' | 'Hardware' | 'Network' | 'Checks and alerts' | 'Changes' | 'Activity'): Promise<Locator> {
    await this.page.getByRole('tab', { name, exact: true }).click()
    return this.page.getByRole('tabpanel', { name, exact: true })
  }
}
