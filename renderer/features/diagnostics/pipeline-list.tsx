import { useDeferredValue, useState } from 'react'
import type { PipelineEntry } from '#shared/model/pipeline.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { useEvent } from '../../api/use-event.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { CopyIcon, RefreshIcon } from '../../ui/icons.ts'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { copyDiagnostics } from './copy-json.ts'
import { say } from './diagnostics-words.ts'
import styles from './pipeline-list.module.css'
import { PipelineRow } from './pipeline-row.tsx'
import { isTraceId, TraceStory } from './trace-story.tsx'

interface ToolbarProps {
  readonly text: string
  readonly entries: readonly PipelineEntry[]
  /** Nothing was read yet: a copy of nothing would look like a console without devices. */
  readonly isEmptyYet: boolean
  readonly onText: (text: string) => void
  readonly onRefresh: () => void
}

function Toolbar({ text, entries, isEmptyYet, onText, onRefresh }: ToolbarProps) {
  const api = useApi()
  const copy = useCommand(() => copyDiagnostics(api, entries))
  return (
    <>
      <div className={styles.toolbar}>
        <span className={styles.search}>
          <TextField label={say('search')} isLabelHidden value={text} onChange={onText} placeholder={say('searchHint')} maxLength={200} />
        </span>
        <span role="status" className={styles.count}>
          {say('shown', { count: entries.length })}
        </span>
        <Button icon={RefreshIcon} onClick={onRefresh}>
          {say('refresh')}
        </Button>
        <Button icon={CopyIcon} isBusy={copy.isRunning} disabledReason={isEmptyYet ? say('notReadYet') : null} onClick={() => void copy.run(undefined)}>
          {say('copy')}
        </Button>
      </div>
      {copy.error && <ErrorPanel error={copy.error} />}
    </>
  )
}

/** The last devices whose data came in; each opens to its four steps. */
export function PipelineList() {
  const api = useApi()
  const [text, setText] = useState('')
  const [openId, setOpenId] = useState<string | null>(null)
  const wanted = useDeferredValue(text.trim())
  const answer = useAnswer(wanted, () => api.diagnostics.pipeline(wanted === '' ? {} : { text: wanted }))
  const entries = answer.value?.entries ?? []
  // While somebody reads a device, the others do not move.
  const follow = () => openId === null && answer.reload()
  useEvent('inventory.changed', follow)
  useEvent('device.sectionsChanged', follow)
  const isSearch = wanted !== ''
  return (
    <>
      <Toolbar text={text} entries={entries} isEmptyYet={answer.value === undefined} onText={setText} onRefresh={answer.reload} />
      <ProgressLine name={say('list')} isBusy={answer.isLoading && answer.value === undefined} />
      {answer.error && <ErrorPanel error={answer.error} />}
      <div className={styles.scroll}>
        {isTraceId(wanted) && <TraceStory traceId={wanted} />}
        {answer.value && entries.length === 0 && <EmptyState title={say(isSearch ? 'nothingFound' : 'none')} why={say(isSearch ? 'nothingFoundWhy' : 'noneWhy')} />}
        <ul aria-label={say('list')}>
          {entries.map((entry) => (
            <PipelineRow key={entry.deviceId} entry={entry} isOpen={entry.deviceId === openId} onToggle={() => setOpenId((before) => (before === entry.deviceId ? null : entry.deviceId))} />
          ))}
        </ul>
      </div>
    </>
  )
}
