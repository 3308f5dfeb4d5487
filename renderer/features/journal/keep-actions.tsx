import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { BackUpDialog } from './backup-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { say } from './journal-words.ts'
import { RestoreDialog } from './restore-dialog.tsx'
import styles from './keep-actions.module.css'

type Open = 'export' | 'back-up' | 'restore' | null

/** What is kept outside the console: the journal of a period, a backup of the company, and the way back. */
export function KeepActions() {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <div className={styles.actions}>
      <Button onClick={() => setOpen('export')}>{say('export')}</Button>
      <Button onClick={() => setOpen('back-up')}>{say('backUp')}</Button>
      <Button onClick={() => setOpen('restore')}>{say('restore')}</Button>
      {open === 'export' && <ExportDialog onClose={close} />}
      {open === 'back-up' && <BackUpDialog onClose={close} />}
      {open === 'restore' && <RestoreDialog onClose={close} />}
    </div>
  )
}
