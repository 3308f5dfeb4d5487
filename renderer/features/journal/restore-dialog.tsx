import { useState } from 'react'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { say } from './journal-words.ts'

interface RestoreFormProps {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly at: number }[]
  readonly onClose: () => void
}

function RestoreForm({ files, onClose }: RestoreFormProps) {
  const api = useApi()
  const [name, setName] = useState(files[0]?.name ?? '')
  const [passphrase, setPassphrase] = useState('')
  const restore = useCommand(api.company.restore)
  const start = async () => {
    const company = await restore.run({ name, passphrase })
    if (!company) return
    showToast(say('restored', { name: company.name }))
    onClose()
  }
  const options = files.map((one) => ({ value: one.name, label: say('fileOption', { name: one.name, when: formatAbsolute(one.at), bytes: formatBytes(one.bytes) }) }))
  return (
    <>
      <SelectField label={say('file')} value={name} options={options} onChange={setName} />
      <TextField label={say('passphrase')} value={passphrase} onChange={setPassphrase} isSecret autoComplete="off" autoFocus />
      {restore.error && <ErrorPanel error={restore.error} />}
      <div>
        <Button tone="primary" isBusy={restore.isRunning} disabledReason={passphrase.length < 12 ? say('passphraseShort') : null} onClick={() => void start()}>
          {say('restore')}
        </Button>
      </div>
    </>
  )
}

/** Brings a company back from a backup file in the folder for downloads. A path is never asked for: a page may not choose one. */
export function RestoreDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi()
  const { value, error, reload } = useAnswer('backups', () => api.backup.list({}))
  return (
    <Dialog title={say('restoreTitle')} isOpen isWide onClose={onClose} actions={<Button onClick={onClose}>{say('cancel')}</Button>}>
      <p>{say('restoreWhy')}</p>
      {error && <ErrorPanel error={error} />}
      {value && value.files.length > 0 && <RestoreForm files={value.files} onClose={onClose} />}
      {value && value.files.length === 0 && (
        <EmptyState title={say('noBackups')} why={say('noBackupsWhy')}>
          <Button onClick={reload}>{say('lookAgain')}</Button>
        </EmptyState>
      )}
    </Dialog>
  )
}
