import { defineWords } from '../lib/words.ts'
import { Button } from './button.tsx'
import { ErrorPanel } from './error-panel.tsx'
import type { ErrorWords } from './error-panel.tsx'
import styles from './request-text.module.css'

const say = defineWords('request', {
  showWill: 'Show what will be sent',
  hideWill: 'Hide what will be sent',
  showWas: 'Show what was sent',
  hideWas: 'Hide what was sent',
  showWould: 'Show what would have been sent',
  hideWould: 'Hide what would have been sent',
  will: 'What will be sent',
  was: 'What was sent',
  would: 'What would have been sent',
})

/** Before the action, after it, or after it ended without being sent. */
export type RequestTense = 'will' | 'was' | 'would'

const words = {
  will: { show: say('showWill'), hide: say('hideWill'), title: say('will') },
  was: { show: say('showWas'), hide: say('hideWas'), title: say('was') },
  would: { show: say('showWould'), hide: say('hideWould'), title: say('would') },
} as const

interface RequestToggleProps {
  readonly isShown: boolean
  readonly onToggle: () => void
  readonly tense?: RequestTense
}

/** Opens and closes the request of an action; the same words wherever something is sent (B73). */
export const RequestToggle = ({ isShown, onToggle, tense = 'will' }: RequestToggleProps) => (
  <Button tone="quiet" onClick={onToggle}>
    {isShown ? words[tense].hide : words[tense].show}
  </Button>
)

/** A request as it leaves. The type of the contract has this form. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly body: string
}

interface RequestTextProps {
  /** Undefined while it is asked for. */
  readonly value: ShownRequest | undefined
  readonly error?: ErrorWords | null
  readonly tense?: RequestTense
}

/** Method, address and body, byte for byte. */
export function RequestText({ value, error = null, tense = 'will' }: RequestTextProps) {
  if (error) return <ErrorPanel error={error} />
  return value ? (
    <pre className={styles.text} role="region" aria-label={words[tense].title} tabIndex={0}>
      {`${value.method} ${value.url}\n\n${value.body}`}
    </pre>
  ) : null
}
