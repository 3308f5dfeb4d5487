import { useEffect, useEffectEvent } from 'react'
import { useFleet } from './fleet-context.ts'
import { clearSelection, selectAll } from './fleet-selection.ts'
import { useVisibleList } from './use-visible-list.ts'

const ownsKeys = '[role="dialog"], [role="menu"], [data-terminal], [data-pane="peek"]'

/** Whether a key means the text under the caret or something that lies over the page. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select') || target.closest(ownsKeys) !== null)

/** Select all and clear, wherever on the page of the list the focus is: the browser would select the words of the page. */
export function usePageKeys(): void {
  const { state, actions } = useFleet()
  const list = useVisibleList()
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.shiftKey || isElsewhere(event.target)) return
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a'
    const isClear = event.key === 'Escape' && state.getState().selection.selected.size > 0
    if (isAll) actions.select((before) => selectAll(before, list))
    else if (isClear) actions.select(clearSelection)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
