import type { ShellView } from '#shared/model/shell.ts'
import { shellWords } from '#shared/model/shell.ts'
import { clientColorValue } from '../../lib/client-color.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import styles from './shell-strip.module.css'
import { say } from './shell-words.ts'

const shapes: Readonly<Record<ShellView['state'], Shape>> = {
  opening: 'waiting',
  ready: 'online',
  running: 'queued',
  stalled: 'late',
  reconnecting: 'unknown',
  closed: 'inactive',
  failed: 'failing',
}

const depthWords = { interactive: say('depthInteractive'), streamed: say('depthStreamed'), buffered: say('depthBuffered') } as const

interface ShellStripProps {
  readonly view: ShellView
  readonly onInterrupt: () => void
  readonly onClose: () => void
}

/**
 * Who, where and as whom, above the terminal and made of our own elements: output of the device cannot imitate it (B94).
 */
export function ShellStrip({ view, onInterrupt, onClose }: ShellStripProps) {
  const isOver = view.state === 'closed' || view.state === 'failed'
  const isRisky = view.runAs === 'SYSTEM' || view.runAs === 'root'
  return (
    <div className={styles.strip} style={{ borderInlineStartColor: clientColorValue(view.client) }} data-risk={isRisky}>
      <strong className={styles.who}>
        {view.client ? `${view.client} – ` : ''}
        <bdi>{view.deviceName}</bdi>
      </strong>
      <span className={styles.fact}>{view.shell}</span>
      <span className={isRisky ? styles.risk : styles.fact}>{say('runAs', { who: view.runAs })}</span>
      <span className={styles.fact}>{depthWords[view.depth]}</span>
      <span className={styles.state} role="status">
        <Status shape={shapes[view.state]}>{shellWords[view.state]}</Status>
        {view.roundTripMs !== null && !isOver && <span className={styles.quiet}>{say('roundTrip', { ms: formatCount(Math.round(view.roundTripMs)) })}</span>}
      </span>
      {!isOver && (
        <Button tone="quiet" onClick={onInterrupt}>
          {say('interrupt')}
        </Button>
      )}
      <Button tone="quiet" onClick={onClose}>
        {say('close')}
      </Button>
    </div>
  )
}

/** Why the shell is not deeper, stalled or over; one line under the strip, nothing when there is nothing to say. */
export function ShellNote({ view }: { readonly view: ShellView }) {
  const says = view.says ?? view.depthReason
  return says ? (
    <p className={styles.note} data-state={view.state}>
      {says}
    </p>
  ) : null
}
