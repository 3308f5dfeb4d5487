import type { KeyboardEvent, ReactNode } from 'react'
import styles from './tab-strip.module.css'

export interface TabEntry {
  readonly id: string
  readonly title: ReactNode
}

interface TabStripProps {
  readonly name: string
  readonly tabs: readonly TabEntry[]
  readonly active: string
  readonly onSelect: (id: string) => void
  /** Id of the panel the tabs control. */
  readonly panelId: string
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** Tabs of a page: one tab stop, arrows move and open. */
export function TabStrip({ name, tabs, active, onSelect, panelId }: TabStripProps) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key]
    const index = tabs.findIndex((tab) => tab.id === active)
    const next = event.key === 'Home' ? tabs[0] : event.key === 'End' ? tabs.at(-1) : step ? tabs[(index + step + tabs.length) % tabs.length] : undefined
    if (!next) return
    event.preventDefault()
    onSelect(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <div className={styles.strip} role="tablist" aria-label={name} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          className={styles.tab}
          data-tab={tab.id}
          aria-selected={tab.id === active}
          aria-controls={panelId}
          tabIndex={tab.id === active ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          <span>{tab.title}</span>
        </button>
      ))}
    </div>
  )
}
