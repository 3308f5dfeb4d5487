import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { StatusShape } from './status-shape.tsx'
import type { Shape } from './status-shape.tsx'

interface BadgeProps {
  readonly tone: 'ok' | 'warn' | 'fail' | 'info' | 'maint' | 'neutral'
  readonly shape?: Shape
  readonly children: ReactNode
}

/** A word on a soft ground, with its shape. */
export const Badge = ({ tone, shape, children }: BadgeProps) => (
  <span className={styles.badge} data-tone={tone}>
    {shape && <StatusShape shape={shape} />}
    {children}
  </span>
)
