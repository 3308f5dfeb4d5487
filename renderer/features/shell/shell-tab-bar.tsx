import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { clientColorValue } from '../../lib/client-color.ts'
import { IconButton } from '../../ui/button.tsx'
import { AddIcon, MoreIcon, SplitIcon } from '../../ui/icons.ts'
import { MenuButton } from '../../ui/menu.tsx'
import { TabStrip } from '../../ui/tab-strip.tsx'
import type { TabEntry } from '../../ui/tab-strip.tsx'
import { RenameField } from './rename-field.tsx'
import { renameTab, tabTitle } from './shell-layout.ts'
import type { ShellTab } from './shell-layout.ts'
import { mostUrgent, ShellStatus } from './shell-state-shape.tsx'
import { changeTab, closeTab, openForm, shellTabs, wantFocus } from './shell-store.ts'
import type { ShellTabsState } from './shell-store.ts'
import styles from './shell-tab-bar.module.css'
import { tabMenu } from './shell-tab-menu.ts'
import { say } from './shell-words.ts'

interface ShellTabBarProps {
  readonly tabs: readonly ShellTab[]
  /** Undefined while the form that opens a shell is in front. */
  readonly front: ShellTab | undefined
  /** Why the tab in front cannot be split, null when it can. */
  readonly splitRefusal: string | null
  readonly onSelect: (tabId: string) => void
  readonly onSplit: (tab: ShellTab) => void
}

/** Name, client beside its colour, number of shells where there are several, and the state that matters most. */
function entryOf(tab: ShellTab, state: ShellTabsState): TabEntry {
  const views = tab.panes.flatMap(({ shellId }) => state.views[shellId] ?? [])
  const client = views[0]?.client ?? null
  const count = tab.panes.length
  const name = tabTitle(tab)
  return {
    id: tab.id,
    edge: clientColorValue(client),
    hint: say('tabHint', { where: [client, views[0]?.deviceName].filter(Boolean).join(' – ') }),
    closeName: say('closeTab', { name, count }),
    title: (
      <>
        <bdi className={styles.name}>{name}</bdi>
        {client !== null && <bdi className={styles.client}>{client}</bdi>}
        {count > 1 && <span className={styles.count}>{say('shells', { count })}</span>}
        <ShellStatus state={mostUrgent(views)} isClosing={tab.panes.every(({ shellId }) => state.closing.includes(shellId))} />
      </>
    ),
  }
}

/** Puts the focus back on the tab that was named. */
const focusTab = (bar: HTMLElement | null, tabId: string): void => bar?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tabId)}"]`)?.focus()

function useRename(bar: { readonly current: HTMLElement | null }) {
  const [renaming, setRenaming] = useState<string | null>(null)
  const finish = (tabId: string, name: string | null) => {
    if (name !== null) changeTab(tabId, (tab) => renameTab(tab, name))
    setRenaming(null)
    requestAnimationFrame(() => focusTab(bar.current, tabId))
  }
  return { renaming, start: setRenaming, finish }
}

/** The tabs of a device's shells, and what can be done with the one in front. */
export function ShellTabBar({ tabs, front, splitRefusal, onSelect, onSplit }: ShellTabBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const state = useStore(shellTabs)
  const rename = useRename(bar)
  const entries = tabs.map((tab) => {
    const entry = entryOf(tab, state)
    return tab.id === rename.renaming ? { ...entry, editor: <RenameField name={tabTitle(tab)} onDone={(name) => rename.finish(tab.id, name)} /> } : entry
  })
  const enter = (id: string) => wantFocus(tabs.find((tab) => tab.id === id)?.focus ?? null)
  return (
    <div ref={bar} className={styles.bar} data-pane="shell-tabs">
      <TabStrip name={say('tabs')} panelId="shell-panel" active={front?.id ?? ''} tabs={entries} onSelect={onSelect} onEnter={enter} onRename={rename.start} onClose={closeTab} />
      <div className={styles.actions}>
        <IconButton name={say('newTab')} icon={AddIcon} onClick={() => onSelect(openForm)} />
        {front && (
          <>
            <IconButton name={say('split', { shell: front.shell })} shortcut="Ctrl+Shift+D" icon={SplitIcon} disabledReason={splitRefusal} onClick={() => onSplit(front)} />
            <MenuButton trigger={<IconButton name={say('menu')} icon={MoreIcon} />} groups={tabMenu(front, { splitRefusal, onSplit: () => onSplit(front), onRename: () => rename.start(front.id) })} />
          </>
        )}
      </div>
    </div>
  )
}
