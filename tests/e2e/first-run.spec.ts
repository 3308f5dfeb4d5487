import { expect, test } from './fixtures/console-test.ts'
import { FirstRunPage } from './pages/first-run-page.ts'

test('B134: the first screen offers to connect or to practise, and says that read-only is on', async ({ running: { page } }) => {
  const { connect, practice } = new FirstRunPage(page)
  await expect(connect).toBeVisible()
  await expect(practice).toBeVisible()
  await expect(page.getByText(/read-only/i).first()).toBeVisible()
})
