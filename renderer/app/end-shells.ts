import type { Stop } from '#shared/util/stop.ts'
import { pageId } from './workspace-store.ts'
import type { Page, Workspace } from './workspace-store.ts'

/** The terminal is loaded with the first shell; a window that never had one loads nothing here but that. */
const endShells = async (page: Page & { readonly kind: 'device' }): Promise<void> => (await import('../features/shell/shell-store.ts')).closeDevice(page.deviceId)

/**
 * Ends the shells of a device when its page is closed, or all pages with their company: a prompt that nobody sees must
 * not stay open (B92).
 */
export function startEndingShells({ state }: Workspace): Stop {
  const endMissing = (before: readonly Page[], now: readonly Page[]) => {
    const open = new Set(now.map(pageId))
    for (const page of before) if (page.kind === 'device' && !open.has(pageId(page))) void endShells(page)
  }
  const stop = state.subscribe(({ pages }, before) => pages !== before.pages && endMissing(before.pages, pages))
  return () => {
    stop()
    endMissing(state.getState().pages, [])
  }
}
