import { useState } from 'react'
import { finalStates, operationWords } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatAbsolute, formatDuration } from '../../lib/format-time.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button } from '../../ui/button.tsx'
import { RequestText, RequestToggle } from '../../ui/request-text.tsx'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './command-words.ts'
import styles from './operation-row.module.css'
import { WholeOutput } from './whole-output.tsx'

const shapes: Readonly<Record<Operation['state'], Shape>> = {
  waiting: 'waiting',
  sending: 'queued',
  running: 'queued',
  succeeded: 'done',
  failed: 'failing',
  'timed-out': 'late',
  'cancelled-before-sending': 'inactive',
  'cancelled-may-have-run': 'warning',
  'sent-no-answer': 'unknown',
}

const textOf = ({ params, action }: Operation): string =>
  typeof params['command'] === 'string' ? params['command'] : action === 'device.readHealth' ? say('readHealth') : action

function exitOf(operation: Operation): string | null {
  if (!finalStates.has(operation.state) || operation.sentAt === null) return null
  if (operation.exitCode !== null) return say('exit', { code: operation.exitCode })
  return say('exitUnknown')
}

/** What left, or would have left if it had not ended before (B73). Older operations did not keep it. */
function OperationRequest({ operation }: { readonly operation: Operation }) {
  const [isShown, setShown] = useState(false)
  if (operation.request === null) return null
  const tense = operation.sentAt !== null ? 'was' : finalStates.has(operation.state) ? 'would' : 'will'
  return (
    <>
      <div>
        <RequestToggle tense={tense} isShown={isShown} onToggle={() => setShown((before) => !before)} />
      </div>
      {isShown && <RequestText tense={tense} value={operation.request} />}
    </>
  )
}

/** What came back, and everything that qualifies it. */
function OperationOutput({ operation }: { readonly operation: Operation }) {
  const [isWhole, setWhole] = useState(false)
  return (
  <div className={styles.result}>
    {operation.says && <p className={styles.says}>{operation.says}</p>}
    {operation.outputNote && <p className={styles.says}>{operation.outputNote}</p>}
    {operation.output ? <pre className={styles.output}>{operation.output}</pre> : finalStates.has(operation.state) && operation.sentAt !== null && <p className={styles.quiet}>{say('noOutput')}</p>}
    {operation.isOutputTruncated && (
      <div className={styles.more}>
        <span className={styles.quiet}>{say('truncated', { bytes: formatBytes(operation.outputBytes) })}</span>
        <Button onClick={() => setWhole(true)}>{say('showWhole')}</Button>
      </div>
    )}
    <p className={styles.quiet}>{say('by', { operator: operation.operator, when: formatAbsolute(operation.createdAt) })}</p>
    <OperationRequest operation={operation} />
    {isWhole && <WholeOutput operationId={operation.id} onClose={() => setWhole(false)} />}
  </div>
  )
}

interface OperationRowProps {
  readonly operation: Operation
  readonly isOpenAtFirst: boolean
}

/** One action with its honest end state; its output one click away. */
export function OperationRow({ operation, isOpenAtFirst }: OperationRowProps) {
  const api = useApi()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const cancel = useCommand(() => api.device.cancelOperation({ operationId: operation.id }))
  const isOver = finalStates.has(operation.state)
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <button type="button" className={styles.open} aria-expanded={isOpen} onClick={() => setOpen((before) => !before)}>
          <Status shape={shapes[operation.state]}>{operationWords[operation.state]}</Status>
          <code className={styles.text}>{textOf(operation)}</code>
        </button>
        <span className={styles.quiet}>{exitOf(operation)}</span>
        <span className={styles.quiet}>{operation.durationMs !== null && formatDuration(operation.durationMs)}</span>
        <AgeText at={operation.createdAt} />
        {!isOver && (
          <Button tone="quiet" isBusy={cancel.isRunning} onClick={() => void cancel.run(undefined)}>
            {say('cancel')}
          </Button>
        )}
      </div>
      {isOpen && <OperationOutput operation={operation} />}
    </li>
  )
}
