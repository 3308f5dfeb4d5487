import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { SectionName } from '#shared/model/section.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RefreshIcon } from '../../ui/icons.ts'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { SectionAges, SectionNotes, whyMissing } from './section-notes.tsx'
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

/** Reads sections when their tab opens, unless they are fresh; `canBe` is false for what the device never has. */
function useReading(deviceId: DeviceView['device']['id'], sections: readonly SectionName[], canBe: boolean) {
  const api = useApi()
  const refresh = useCommand((isForced: boolean) => api.device.refresh({ deviceId, sections: [...sections], force: isForced }))
  const asked = useRef<string | null>(null)
  const key = `${deviceId}|${sections.join()}`
  useEffect(() => {
    if (asked.current === key || !canBe) return
    asked.current = key
    void refresh.run(false)
  }, [key, canBe, refresh])
  return refresh
}

/** A tab over stored sections: shown at once from the store, read again when not fresh, old data staying meanwhile. */
export function SectionPanel({ view, sections, children, toolbar }: SectionPanelProps) {
  const states = view.sections.filter((one) => sections.includes(one.section))
  const known = states.filter((one) => one.value !== null)
  const canBe = known.length > 0 || states.length === 0 || states.some((one) => one.missing !== 'not available from this vendor')
  const refresh = useReading(view.device.id, sections, canBe)
  const isLocked = refresh.error?.code === 'lock.offline'
  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        {known.length > 0 && toolbar}
        <span className={styles.right}>
          <SectionAges states={known} />
          {canBe && (
            <Button tone="quiet" icon={RefreshIcon} isBusy={refresh.isRunning} onClick={() => void refresh.run(true)}>
              {say('refresh')}
            </Button>
          )}
        </span>
      </div>
      <ProgressLine name={say('reading')} isBusy={refresh.isRunning} />
      {refresh.error && <ErrorPanel error={refresh.error} tone={isLocked ? 'notice' : 'error'} />}
      {known.length > 0 ? (
        <>
          <SectionNotes states={states} />
          <div className={styles.body}>{children((section) => states.find((one) => one.section === section)?.value ?? null)}</div>
        </>
      ) : (
        !refresh.isRunning && <EmptyState {...whyMissing(states[0] ?? { missing: null })} />
      )}
    </div>
  )
}
