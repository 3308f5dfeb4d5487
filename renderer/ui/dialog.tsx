import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { defineWords } from '../lib/words.ts'
import styles from './dialog.module.css'

const say = defineWords('dialog', { close: 'Close' })

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the safe one first. */
  readonly actions?: ReactNode
  readonly isWide?: boolean
}

/** A window over the window: Esc and the cross close it, focus stays inside and returns to where it came from. */
export const Dialog = ({ title, isOpen, onClose, children, actions, isWide = false }: DialogProps) => (
  <Modal
    opened={isOpen}
    onClose={onClose}
    title={title}
    size={isWide ? 'var(--dialog-wide)' : 'var(--dialog)'}
    closeButtonProps={{ 'aria-label': say('close') }}
    transitionProps={{ duration: 0 }}
    centered
  >
    <div className={styles.body}>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  </Modal>
)
