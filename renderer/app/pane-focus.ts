const focusable = 'button, [href], input, select, textarea, [tabindex]'

const isReachable = (element: HTMLElement): boolean => element.tabIndex >= 0 && element.getClientRects().length > 0

/** Moves the focus to the first stop of the next pane (`data-pane`) in reading order, round and round. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.getClientRects().length > 0)
  const outermost = panes.filter((pane) => !pane.parentElement?.closest('[data-pane]'))
  const here = outermost.findIndex((pane) => pane.contains(document.activeElement))
  for (let tried = 1; tried <= outermost.length; tried += 1) {
    const pane = outermost[(here + step * tried + outermost.length * 2) % outermost.length]
    const grid = pane?.querySelector<HTMLElement>('[role="grid"], [data-terminal] textarea')
    const target = grid ?? [...(pane?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(isReachable)
    if (!target) continue
    target.focus()
    return
  }
}
