import type { PipelineEntry } from '#shared/model/pipeline.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Badge } from '../../ui/badge.tsx'
import { sectionWord } from '../../lib/section-names.ts'
import { say } from './diagnostics-words.ts'
import styles from './pipeline-row.module.css'
import { PipelineSteps } from './pipeline-steps.tsx'

const tones = { created: 'info', updated: 'neutral', unchanged: 'neutral' } as const

/** What changed, in a few words. */
function newsOf({ change }: PipelineEntry): string {
  const fields = change.fields.length > 0 ? [say('fieldCount', { count: change.fields.length })] : change.kind === 'created' ? [say('newDevice')] : []
  const parts = [...fields, ...change.sections.map(sectionWord)]
  return parts.length === 0 ? say('nothingNew') : parts.join(', ')
}

interface PipelineRowProps {
  readonly entry: PipelineEntry
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One device: what became of its data, under which trace id, when; its four steps on request. */
export const PipelineRow = ({ entry, isOpen, onToggle }: PipelineRowProps) => (
  <li className={styles.row}>
    <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onToggle}>
      <span>
        <Badge tone={tones[entry.change.kind]}>{say(entry.change.kind)}</Badge>
      </span>
      <span className={styles.name}>{entry.deviceName ?? say('gone')}</span>
      <span className={styles.news}>{newsOf(entry)}</span>
      <code className={styles.trace}>{entry.traceId}</code>
      <span className={styles.age}>
        <AgeText at={entry.at} />
      </span>
    </button>
    {isOpen && <PipelineSteps entry={entry} />}
  </li>
)
