import { useState } from 'react'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { say } from './journal-words.ts'
import styles from './keep-actions.module.css'

const leastLength = 12

function problemOf(passphrase: string, again: string): string | null {
  if (passphrase.length < leastLength) return say('passphraseShort')
  return passphrase === again ? null : say('passphraseDiffers')
}

function DailyCopies() {
  const api = useApi()
  const { value } = useAnswer('backups', () => api.backup.list({}))
  const [newest] = value?.copies ?? []
  if (!value || !newest) return null
  return <p className={styles.more}>{say('copies', { count: value.copies.length, when: formatAbsolute(newest.at) })}</p>
}

/** Writes a backup that only the passphrase opens. It is typed twice, because a mistake in it loses everything. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [made, setMade] = useState<{ readonly path: string; readonly bytes: number } | null>(null)
  const create = useCommand(api.backup.create)
  const start = async () => {
    const done = await create.run({ passphrase })
    if (!done) return
    setMade(done)
    setPassphrase('')
    setAgain('')
  }
  const actions = (
    <>
      <Button onClick={onClose}>{say(made ? 'close' : 'cancel')}</Button>
      <Button tone="primary" isBusy={create.isRunning} disabledReason={problemOf(passphrase, again)} onClick={() => void start()}>
        {say('backUp')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('backUpTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{say('backUpWhy')}</p>
      <TextField label={say('passphrase')} says={say('passphraseWhy')} value={passphrase} onChange={setPassphrase} isSecret autoComplete="new-password" autoFocus />
      <TextField label={say('passphraseAgain')} value={again} onChange={setAgain} error={again !== '' && again !== passphrase && say('passphraseDiffers')} isSecret autoComplete="new-password" />
      <DailyCopies />
      {made && (
        <p role="status" className={styles.done}>
          <Status shape="done">{say('backedUp', { path: made.path, bytes: formatBytes(made.bytes) })}</Status>
        </p>
      )}
      {create.error && <ErrorPanel error={create.error} />}
    </Dialog>
  )
}
