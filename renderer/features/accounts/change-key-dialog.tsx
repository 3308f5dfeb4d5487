import { useState } from 'react'
import type { AccountView } from '#shared/model/account.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { say } from './accounts-words.ts'

/** Replaces a key that expired or was withdrawn: tried first, then kept. It is forgotten here as soon as it was sent. */
export function ChangeKeyDialog({ view, onClose }: { readonly view: AccountView; readonly onClose: () => void }) {
  const api = useApi()
  const change = useCommand(api.accounts.setSecret)
  const [apiKey, setKey] = useState('')
  const { id, name } = view.account
  const submit = async () => {
    const done = await change.run({ accountId: id, secrets: { apiKey } })
    setKey('')
    if (!done) return
    showToast(say('keyChanged', { name }))
    onClose()
  }
  const actions = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button tone="primary" isBusy={change.isRunning} disabledReason={apiKey === '' ? say('changeKeyNeeds') : null} onClick={() => void submit()}>
        {say('tryKey')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('changeKeyDialog', { name })} isOpen onClose={onClose} actions={actions}>
      <p>{say('changeKeyWhy')}</p>
      <TextField label={say('apiKey')} says={say('apiKeyWhy')} value={apiKey} onChange={setKey} isSecret autoComplete="off" autoFocus />
      {change.error && <ErrorPanel error={change.error} />}
    </Dialog>
  )
}
