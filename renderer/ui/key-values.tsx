import type { ReactNode } from 'react'
import { missing } from '../lib/format-number.ts'
import { defineWords } from '../lib/words.ts'
import styles from './key-values.module.css'
import { Hint } from './tooltip.tsx'

const say = defineWords('fact', { missing: 'Not reported' })

/** One fact. A null value is drawn as an en dash that says why. */
export interface KeyValue {
  readonly name: string
  readonly value: ReactNode
  /** Why it is missing, in the words of the data ("not collected"). */
  readonly reason?: string | null
  /** Stands at the right edge: an age, a badge. */
  readonly aside?: ReactNode
}

/** The en dash for a fact that was not reported; the reason is its name and shows on focus. */
export const Missing = ({ reason }: { readonly reason?: string | null | undefined }) => (
  <Hint says={reason ?? say('missing')}>
    <span className={styles.missing} tabIndex={0} role="img" aria-label={reason ?? say('missing')}>
      {missing}
    </span>
  </Hint>
)

/** Names and values in two columns, ages at the edge. */
export const KeyValues = ({ facts, isPlain = false }: { readonly facts: readonly KeyValue[]; readonly isPlain?: boolean }) => (
  <dl className={styles.list} data-plain={isPlain}>
    {facts.map((fact) => (
      <div key={fact.name} style={{ display: 'contents' }}>
        <dt className={styles.name}>{fact.name}</dt>
        <dd className={styles.value}>
          <span>{fact.value ?? <Missing reason={fact.reason} />}</span>
          {fact.aside}
        </dd>
      </div>
    ))}
  </dl>
)
