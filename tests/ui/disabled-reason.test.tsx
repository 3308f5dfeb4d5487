import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { CloseIcon } from '#renderer/ui/icons.ts'
import { MenuButton } from '#renderer/ui/menu.tsx'
import { ThemeProvider } from '#renderer/ui/theme-provider.tsx'

const reason = 'The key may not restart services.'

test('S2: what cannot be done stays reachable with the keyboard, says why as its description, and does nothing', async () => {
  const act = vi.fn<() => void>()
  const user = userEvent.setup()
  render(
    <ThemeProvider scheme="light" >
      <Button disabledReason={reason} onClick={act}>Restart</Button>
      <IconButton name="Remove" icon={CloseIcon} disabledReason={reason} onClick={act} />
      <MenuButton trigger={<button type="button">More</button>} groups={[{ entries: [{ id: 'a', label: 'Reboot', onSelect: act, disabledReason: reason }, { id: 'b', label: 'Wake', onSelect: () => undefined }] }]} />
    </ThemeProvider>,
  )
  for (const name of ['Restart', 'Remove']) {
    await user.tab()
    const button = screen.getByRole('button', { name })
    expect(document.activeElement).toBe(button)
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(describedBy(button)).toBe(reason)
    await user.keyboard('{Enter}')
  }
  await user.click(screen.getByRole('button', { name: 'More' }))
  const entry = await screen.findByRole('menuitem', { name: /Reboot/, hidden: true })
  expect(entry.hasAttribute('disabled')).toBe(false)
  expect(entry.getAttribute('aria-disabled')).toBe('true')
  expect(describedBy(entry)).toBe(reason)
  await user.click(entry)
  expect(act).not.toHaveBeenCalled()
  expect(screen.queryByRole('menuitem', { name: /Reboot/, hidden: true })).not.toBeNull()
})

const describedBy = (element: Element): string => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
