import { useState } from 'react'
import type { OperationId } from '#shared/model/ids.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { say } from './command-words.ts'
import styles from './operation-row.module.css'

/** Characters of one part: a text node of this size scrolls without a stutter. */
const partLength = 250_000

interface WholeOutputProps {
  readonly operationId: OperationId
  readonly onClose: () => void
}

/** The whole redacted output of an operation, part by part, from its encrypted file. */
export function WholeOutput({ operationId, onClose }: WholeOutputProps) {
  const api = useApi()
  const [part, setPart] = useState(0)
  const { value, error, isLoading } = useAnswer(`${operationId}|${part}`, () => api.device.output({ operationId, offset: part * partLength, limit: partLength }))
  const parts = Math.max(1, Math.ceil((value?.total ?? 0) / partLength))
  return (
    <Dialog title={say('wholeTitle')} isOpen isWide onClose={onClose}>
      <ProgressLine name={say('wholeTitle')} isBusy={isLoading} />
      {error && <ErrorPanel error={error} />}
      {value && <pre className={styles.output}>{value.text}</pre>}
      {parts > 1 && (
        <div className={styles.more}>
          {part > 0 && <Button onClick={() => setPart(part - 1)}>{say('before')}</Button>}
          {part < parts - 1 && <Button onClick={() => setPart(part + 1)}>{say('next')}</Button>}
          <span className={styles.quiet}>{say('part', { part: part + 1, parts })}</span>
        </div>
      )}
    </Dialog>
  )
}
