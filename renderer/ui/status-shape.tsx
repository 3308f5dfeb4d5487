import type { ReactNode } from 'react'
import styles from './status-shape.module.css'

/** The shapes of the product; each state has its own, so that it reads without colour. */
export type Shape =
  | 'online'
  | 'late'
  | 'offline'
  | 'unknown'
  | 'inactive'
  | 'failing'
  | 'warning'
  | 'maintenance'
  | 'reboot'
  | 'waiting'
  | 'queued'
  | 'no-right'
  | 'emulated'
  | 'done'

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 } as const

/** Drawn on a 10 by 10 field, filled with the current colour. */
const drawings: Readonly<Record<Shape, ReactNode>> = {
  online: <circle cx="5" cy="5" r="4.4" fill="currentColor" />,
  late: (
    <>
      <circle cx="5" cy="5" r="4" {...line} />
      <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  offline: <circle cx="5" cy="5" r="3.8" {...line} strokeWidth={2} />,
  unknown: <circle cx="5" cy="5" r="4" {...line} strokeDasharray="2.1 1.5" />,
  inactive: <rect x="1" y="4" width="8" height="2" fill="currentColor" />,
  failing: <path d="M5 .6 9.8 9.4H.2z" fill="currentColor" />,
  warning: <path d="M5 .2 9.8 5 5 9.8.2 5z" fill="currentColor" />,
  maintenance: <path d="M6.4.6a2.9 2.9 0 0 0-2.6 4L.5 7.9a1.1 1.1 0 0 0 1.6 1.6l3.3-3.3a2.9 2.9 0 0 0 3.9-3.4L7.6 4.5 5.8 4.2 5.5 2.4 7.2.7a3 3 0 0 0-.8-.1z" fill="currentColor" />,
  reboot: (
    <>
      <path d="M8.6 5A3.7 3.7 0 1 1 6.9 1.9" {...line} />
      <path d="M6 0l3.6 1.2L7 4z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="5" cy="5" r="4.1" {...line} strokeWidth={1.4} />
      <path d="M5 2.6V5l1.7 1.2" {...line} strokeWidth={1.2} />
    </>
  ),
  queued: (
    <>
      <rect x=".7" y=".7" width="8.6" height="8.6" {...line} strokeWidth={1.3} />
      <path d="M5 2.6V5l1.7 1.2" {...line} strokeWidth={1.2} />
    </>
  ),
  'no-right': (
    <>
      <rect x="1.2" y="4.4" width="7.6" height="5.2" rx=".8" fill="currentColor" />
      <path d="M3 4.6V3a2 2 0 0 1 4 0v1.6" {...line} strokeWidth={1.4} />
    </>
  ),
  emulated: <path d="M1 1.6 4.2 5 1 8.4M5.2 8.6H9.4" {...line} />,
  done: <path d="M.8 5.2 3.9 8.4 9.2 1.8" {...line} strokeWidth={1.8} />,
}

/** The bare shape; hidden from readers because its word always stands beside it or names its cell. */
export const StatusShape = ({ shape, isTinted = false }: { readonly shape: Shape; readonly isTinted?: boolean }) => (
  <svg className={styles.shape} viewBox="0 0 10 10" aria-hidden data-shape={shape} data-tint={isTinted ? shape : undefined}>
    {drawings[shape]}
  </svg>
)

/** Shape and word. */
export const Status = ({ shape, children }: { readonly shape: Shape; readonly children: ReactNode }) => (
  <span className={styles.status}>
    <StatusShape shape={shape} isTinted />
    <span className={styles.word}>{children}</span>
  </span>
)
