import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './tooltip.module.css'

interface HintProps {
  readonly says: string
  readonly shortcut?: string | undefined
  readonly children: ReactElement
}

/** A sentence on hover and on keyboard focus, with the shortcut. It repeats or adds, it is never the only place of a fact. */
export const Hint = ({ says, shortcut, children }: HintProps) => (
  <Tooltip
    label={
      <>
        {says}
        {shortcut && <span className={styles.shortcut}>{shortcut}</span>}
      </>
    }
    openDelay={400}
    events={{ hover: true, focus: true, touch: false }}
    withinPortal
    multiline
  >
    {children}
  </Tooltip>
)
