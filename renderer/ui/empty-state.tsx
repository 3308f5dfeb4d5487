import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  /** What would be here. */
  readonly title: string
  /** Why it is not. */
  readonly why: ReactNode
  /** One action, two at most. */
  readonly children?: ReactNode
}

/** A place with nothing in it says so, and what to do. */
export const EmptyState = ({ title, why, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    <h2 className={styles.title}>{title}</h2>
    <p className={styles.why}>{why}</p>
    {children && <div className={styles.actions}>{children}</div>}
  </div>
)
