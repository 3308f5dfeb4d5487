const focusable = 'button, [href], input, select, textarea, [tabindex]'

const isReachable = (element: HTMLElement): boolean => element.tabIndex >= 0 && element.getClientRects().length > 0

const isBefore = (element: HTMLElement, other: Element): boolean => (element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** Innermost panes in sight: a page with panes of its own (the shells of a device) is left and entered through those. */
const panesInSight = (): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.getClientRects().length > 0 && !pane.querySelector('[data-pane]'))

/** Where a walk starts: at the pane with the focus, else between the panes before and after it. */
function startOf(panes: readonly HTMLElement[], step: 1 | -1): number {
  const active = document.activeElement ?? document.body
  const inside = panes.findIndex((pane) => pane.contains(active))
  if (inside >= 0) return inside
  const before = active === document.body ? 0 : panes.filter((pane) => isBefore(pane, active)).length
  return step > 0 ? before - 1 : before
}

/** Moves the focus to the first stop of the next pane (`data-pane`) in reading order, round and round. */
export function focusPane(step: 1 | -1): void {
  const panes = panesInSight()
  const here = startOf(panes, step)
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(here + step * tried + panes.length * 2) % panes.length]
    const grid = pane?.querySelector<HTMLElement>('[role="grid"], [data-terminal] textarea')
    const target = grid ?? [...(pane?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(isReachable)
    if (!target) continue
    target.focus()
    return
  }
}
