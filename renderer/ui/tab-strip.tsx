import type { KeyboardEvent, ReactNode } from 'react'
import { CloseIcon } from './icons.ts'
import { IconOf } from './icon-of.tsx'
import styles from './tab-strip.module.css'

export interface TabEntry {
  readonly id: string
  readonly title: ReactNode
  /** Colour of the edge before it, a CSS value. The title says what the colour stands for. */
  readonly edge?: string
  readonly hint?: string
  /** Name of its close button; without one it cannot be closed. */
  readonly closeName?: string
  /** Stands in its place while it is being named. */
  readonly editor?: ReactNode
}

interface TabStripProps {
  readonly name: string
  readonly tabs: readonly TabEntry[]
  readonly active: string
  readonly onSelect: (id: string) => void
  /** A tab was pressed, not only reached by arrows: the person wants to go in. */
  readonly onEnter?: (id: string) => void
  readonly onRename?: (id: string) => void
  readonly onClose?: (id: string) => void
  /** Tabs that never close are shown whole, in a second line where one is too short; others give way. */
  readonly isWrapped?: boolean
  /** Id of the panel the tabs control. */
  readonly panelId: string
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** The tab a key leads to. */
function tabAfter(tabs: readonly TabEntry[], active: string, key: string): TabEntry | undefined {
  const step = steps[key]
  const index = tabs.findIndex((tab) => tab.id === active)
  if (key === 'Home') return tabs[0]
  if (key === 'End') return tabs.at(-1)
  return step ? tabs[(index + step + tabs.length) % tabs.length] : undefined
}

type SeatProps = Omit<TabStripProps, 'name' | 'tabs' | 'isWrapped'> & { readonly tab: TabEntry; readonly isTabStop: boolean }

function TabButton({ tab, isTabStop, active, onSelect, onEnter, onRename, onClose, panelId }: SeatProps) {
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'F2') onRename?.(tab.id)
    else if (key === 'Delete') onClose?.(tab.id)
  }
  const press = () => {
    onSelect(tab.id)
    onEnter?.(tab.id)
  }
  return (
    <button
      type="button"
      role="tab"
      className={styles.tab}
      data-tab={tab.id}
      title={tab.hint}
      aria-selected={tab.id === active}
      aria-controls={panelId}
      tabIndex={isTabStop ? 0 : -1}
      onClick={press}
      onDoubleClick={() => onRename?.(tab.id)}
      onKeyDown={onKeyDown}
    >
      <span className={styles.title}>{tab.title}</span>
    </button>
  )
}

function Seat(props: SeatProps) {
  const { tab, onClose } = props
  return (
    <div className={styles.seat} role="presentation" data-active={tab.id === props.active} onAuxClick={() => onClose?.(tab.id)}>
      {tab.edge !== undefined && <span className={styles.edge} style={{ background: tab.edge }} />}
      {tab.editor ?? <TabButton {...props} />}
      {tab.closeName !== undefined && (
        <button type="button" className={styles.close} aria-label={tab.closeName} title={tab.closeName} tabIndex={-1} onClick={() => onClose?.(tab.id)}>
          <IconOf icon={CloseIcon} />
        </button>
      )}
    </div>
  )
}

/** Tabs of a page: one tab stop (the first tab while none is in front), arrows move and open. Where it is offered, F2 names a tab and Delete closes it. */
export function TabStrip({ name, tabs, isWrapped = false, ...rest }: TabStripProps) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const isOnTab = event.target instanceof Element && event.target.getAttribute('role') === 'tab'
    const next = isOnTab ? tabAfter(tabs, rest.active, event.key) : undefined
    if (!next) return
    event.preventDefault()
    rest.onSelect(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus()
  }
  const stop = tabs.find((tab) => tab.id === rest.active) ?? tabs[0]
  return (
    <div className={styles.strip} data-wrap={isWrapped} role="tablist" aria-label={name} onKeyDown={move}>
      {tabs.map((tab) => (
        <Seat key={tab.id} tab={tab} isTabStop={tab === stop} {...rest} />
      ))}
    </div>
  )
}
