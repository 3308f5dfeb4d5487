import type { KeyboardEvent } from 'react'
import { clientColorValue } from '../lib/client-color.ts'
import { CloseIcon } from '../ui/icons.ts'
import { IconOf } from '../ui/icon-of.tsx'
import { say } from './app-words.ts'
import { pageId, useWorkspace, useWorkspaceState } from './workspace-store.ts'
import type { Page } from './workspace-store.ts'
import styles from './workspace-tabs.module.css'

/** The title of a page. */
export const pageTitle = (page: Page): string => (page.kind === 'device' ? page.name : say(page.kind))

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

function Tab({ page, isActive }: { readonly page: Page; readonly isActive: boolean }) {
  const workspace = useWorkspace()
  const id = pageId(page)
  const title = pageTitle(page)
  const isClosable = page.kind !== 'fleet'
  return (
    <div className={styles.tab} role="presentation" data-active={isActive} data-closable={isClosable} onAuxClick={() => workspace.close(id)}>
      {page.kind === 'device' && <span className={styles.edge} style={{ background: clientColorValue(page.client) }} />}
      <button
        type="button"
        role="tab"
        className={styles.name}
        data-tab={id}
        aria-selected={isActive}
        aria-controls="workspace-panel"
        aria-keyshortcuts={isClosable ? 'Delete' : undefined}
        tabIndex={isActive ? 0 : -1}
        title={page.kind === 'device' ? [page.client, page.name].filter(Boolean).join(' – ') : undefined}
        onClick={() => workspace.activate(id)}
        onKeyDown={(event) => event.key === 'Delete' && workspace.close(id)}
      >
        {title}
      </button>
      {isClosable && (
        // A list of tabs holds tabs only. Readers close one with Delete, which the tab tells them.
        <button type="button" className={styles.close} aria-hidden title={say('closeTab', { title })} tabIndex={-1} onClick={() => workspace.close(id)}>
          <IconOf icon={CloseIcon} />
        </button>
      )}
    </div>
  )
}

/** The open pages: one tab stop, arrows move, Delete closes. */
export function WorkspaceTabs() {
  const workspace = useWorkspace()
  const pages = useWorkspaceState((state) => state.pages)
  const active = useWorkspaceState((state) => state.active)
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key]
    const index = pages.findIndex((page) => pageId(page) === active)
    const next = step === undefined ? undefined : pages[(index + step + pages.length) % pages.length]
    if (!next) return
    event.preventDefault()
    workspace.activate(pageId(next))
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(pageId(next))}"]`)?.focus()
  }
  return (
    <div className={styles.strip} role="tablist" aria-label={say('tabs')} data-pane="tabs" onKeyDown={move}>
      {pages.map((page) => (
        <Tab key={pageId(page)} page={page} isActive={pageId(page) === active} />
      ))}
    </div>
  )
}
