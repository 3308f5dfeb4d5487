import type { ReactNode } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { defineWords } from '../lib/words.ts'
import { Button } from './button.tsx'
import styles from './error-panel.module.css'
import { CopyIcon } from './icons.ts'
import { StatusShape } from './status-shape.tsx'

const say = defineWords('error', { details: 'Details', copy: 'Copy details' })

/** What went wrong, in the order a person needs it. The error type of the contract has this form. */
export interface ErrorWords {
  readonly what: string
  readonly effect: string
  readonly next: string
  readonly code?: string
  readonly traceId?: string
}

interface ErrorPanelProps {
  readonly error: ErrorWords
  readonly children?: ReactNode
  /** A notice is about a state that is not wrong, only worth knowing. */
  readonly tone?: 'error' | 'notice'
}

function detailOf({ code, traceId }: ErrorWords): string {
  const at = new Date()
  return [code, traceId && `trace ${traceId}`, `${at.toISOString()} (${at.toLocaleString()})`].filter(Boolean).join('\n')
}

/** What happened, what it means, what you can do, and the detail for whoever helps. */
export function ErrorPanel({ error, children, tone = 'error' }: ErrorPanelProps) {
  const detail = error.code ? detailOf(error) : null
  return (
    <div className={styles.panel} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <span className={styles.mark}>
        <StatusShape shape={tone === 'error' ? 'failing' : 'warning'} />
      </span>
      <p className={styles.what}>{error.what}</p>
      {(error.effect || error.next) && (
        <p className={styles.rest}>
          {error.effect} {error.next}
        </p>
      )}
      {children && <div className={styles.actions}>{children}</div>}
      {detail && (
        <details className={styles.detail}>
          <summary>{say('details')}</summary>
          <pre>{detail}</pre>
          <Button tone="quiet" icon={CopyIcon} onClick={() => copyText(`${error.what}\n${detail}`)}>
            {say('copy')}
          </Button>
        </details>
      )}
    </div>
  )
}
