import styles from './progress-line.module.css'

interface ProgressLineProps {
  /** What is going on, for readers. */
  readonly name: string
  readonly isBusy: boolean
  /** 0 to 1 when it can be counted. */
  readonly share?: number | null
}

/** A thin line over content that is being refreshed; it takes its 2 px always, so nothing moves when it starts. */
export function ProgressLine({ name, isBusy, share = null }: ProgressLineProps) {
  const isKnown = isBusy && share !== null
  return (
    <div
      className={styles.line}
      data-busy={isBusy}
      data-known={isKnown}
      {...(isBusy ? { role: 'progressbar', 'aria-label': name, ...(share !== null && { 'aria-valuenow': Math.round(share * 100) }) } : {})}
    >
      {isBusy && <div className={styles.bar} style={isKnown ? { transform: `scaleX(${share})` } : undefined} />}
    </div>
  )
}
