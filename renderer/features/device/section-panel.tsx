import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { SectionName, SectionState } from '#shared/model/section.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RefreshIcon } from '../../ui/icons.ts'
import { ProgressLine } from '../../ui/progress-line.tsx'
import styles from './section-panel.module.css'
import { say } from './section-words.ts'

interface SectionPanelProps {
  readonly view: DeviceView
  /** The sections this tab shows; they are read when it opens, unless they are fresh. */
  readonly sections: readonly SectionName[]
  /** Draws the stored values; called only when at least one section was ever read. */
  readonly children: (valueOf: (section: SectionName) => unknown) => ReactNode
  readonly toolbar?: ReactNode
}

/** When the device reported it; where the vendor does not tell that, when it was read. */
function ageOf(state: SectionState): { readonly word: string; readonly at: number | null } {
  if (state.observedKind === 'reported') return { word: say('observed'), at: state.observedAt }
  if (state.observedKind === 'bounded') return { word: say('observedBy'), at: state.observedAt }
  return { word: say('read'), at: state.fetchedAt }
}

/** When and from where a section was read, in one quiet line. */
function SectionAge({ state }: { readonly state: SectionState }) {
  const { word, at } = ageOf(state)
  return (
    <span className={styles.age} data-freshness={state.freshness}>
      {word} <AgeText at={at} source={state.source} />
    </span>
  )
}

/** A tab over stored sections: shown at once from the store, read again when not fresh, old data staying meanwhile. */
export function SectionPanel({ view, sections, children, toolbar }: SectionPanelProps) {
  const api = useApi()
  const deviceId = view.device.id
  const refresh = useCommand((isForced: boolean) => api.device.refresh({ deviceId, sections: [...sections], force: isForced }))
  const states = view.sections.filter((one) => sections.includes(one.section))
  const known = states.filter((one) => one.value !== null)
  const asked = useRef<string | null>(null)
  const key = `${deviceId}|${sections.join()}`

  useEffect(() => {
    if (asked.current === key) return
    asked.current = key
    void refresh.run(false)
  }, [key, refresh])

  const first = known[0]
  const isLocked = refresh.error?.code === 'lock.offline'
  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        {toolbar}
        <span className={styles.right}>
          {first && <SectionAge state={first} />}
          <Button tone="quiet" icon={RefreshIcon} isBusy={refresh.isRunning} onClick={() => void refresh.run(true)}>
            {say('refresh')}
          </Button>
        </span>
      </div>
      <ProgressLine name={say('reading')} isBusy={refresh.isRunning} />
      {refresh.error && <ErrorPanel error={refresh.error} tone={isLocked ? 'notice' : 'error'} />}
      {first ? (
        <div className={styles.body}>{children((section) => states.find((one) => one.section === section)?.value ?? null)}</div>
      ) : (
        !refresh.isRunning && <EmptyState title={say('never')} why={say('neverWhy', { reason: states[0]?.missing ?? '' })} />
      )}
    </div>
  )
}
