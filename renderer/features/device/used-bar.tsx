import styles from './used-bar.module.css'

/** From this share on the bar takes the warning colour, then the failure colour; the number beside it says the same. */
const limits = { warn: 80, fail: 90 } as const

const toneOf = (percent: number): string => (percent >= limits.fail ? 'fail' : percent >= limits.warn ? 'warn' : 'plain')

/** A percentage with a bar beside it. */
export const UsedBar = ({ percent, label }: { readonly percent: number; readonly label: string }) => (
  <span className={styles.row}>
    {label}
    <span className={styles.track} aria-hidden>
      <span className={styles.fill} data-tone={toneOf(percent)} style={{ inlineSize: `${Math.min(100, Math.max(0, percent))}%` }} />
    </span>
  </span>
)
