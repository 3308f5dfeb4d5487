import type { Locator, Page } from '@playwright/test'

/** The shells of one device: tabs, panes and what can be done with them. */
export class ShellPage {
  readonly open: Locator
  readonly tabs: Locator
  readonly panes: Locator
  readonly splitter: Locator
  readonly split: Locator
  readonly menu: Locator
  readonly find: Locator
  readonly found: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.open = page.getByRole('button', { name: /^open /i })
    this.tabs = page.getByRole('tablist', { name: 'Open shells' }).getByRole('tab')
    this.panes = page.getByRole('region', { name: / on / })
    this.splitter = page.getByRole('separator', { name: /^Line between shell/ })
    this.split = page.getByRole('button', { name: /^Split/ })
    this.menu = page.getByRole('button', { name: 'This tab' })
    this.find = page.getByRole('textbox', { name: 'Find in the output' })
    this.found = page.getByRole('search').getByRole('status')
  }

  pane(number: number): Locator {
    return this.panes.nth(number - 1)
  }

  /** What the terminal of a pane shows now, without the strip above it. */
  screen(number: number): Locator {
    return this.pane(number).locator('.xterm-rows')
  }

  close(number: number): Locator {
    return this.pane(number).getByRole('button', { name: /^Close (the )?shell/ })
  }

  async choose(entry: string): Promise<void> {
    await this.menu.click()
    await this.page.getByRole('menu').getByText(entry, { exact: true }).click()
  }
}
