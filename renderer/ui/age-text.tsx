import { formatAbsolute, formatAge, isBelievable } from '../lib/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { defineWords } from '../lib/words.ts'
import styles from './age-text.module.css'
import { Hint } from './tooltip.tsx'

const say = defineWords('age', { never: 'Not reported' })

interface AgeTextProps {
  readonly at: number | null | undefined
  /** Where the fact comes from, added to the absolute time on hover and focus. */
  readonly source?: string
  /** Stands as a value among values instead of as a note beside one. */
  readonly isValue?: boolean
}

/** How old a fact is; the exact time and its source on hover and focus. It grows older on screen by itself. */
export function AgeText({ at, source, isValue = false }: AgeTextProps) {
  const now = useNow()
  const exact = isBelievable(at, now) ? formatAbsolute(at) : say('never')
  return (
    <Hint says={source ? `${exact}, ${source}` : exact}>
      <time className={styles.age} data-value={isValue} dateTime={isBelievable(at, now) ? new Date(at).toISOString() : undefined} tabIndex={0}>
        {formatAge(at, now)}
      </time>
    </Hint>
  )
}
