import { useState } from 'react'
import type { AccountView } from '#shared/model/account.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { say } from './accounts-words.ts'

interface AccountDialogProps {
  readonly view: AccountView
  readonly onClose: () => void
}

/** Signs in with user, password and one-time code to get what a terminal needs. */
export function SignInDialog({ view, onClose }: AccountDialogProps) {
  const api = useApi()
  const signIn = useCommand(api.accounts.signIn)
  const [user, setUser] = useState(view.account.user ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const submit = async () => {
    const done = await signIn.run({ accountId: view.account.id, user, password, ...(code && { code }) })
    setCode('')
    if (!done) return
    setPassword('')
    showToast(say('signInDone'))
    onClose()
  }
  const actions = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button tone="primary" isBusy={signIn.isRunning} disabledReason={user && password ? null : say('needKey')} onClick={() => void submit()}>
        {say('signIn')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('signInDialog')} isOpen onClose={onClose} actions={actions}>
      <p>{say('signInWhy')}</p>
      <TextField label={say('user')} value={user} onChange={setUser} autoComplete="off" autoFocus />
      <TextField label={say('password')} says={say('passwordWhy')} value={password} onChange={setPassword} isSecret autoComplete="off" />
      <TextField label={say('code')} says={say('codeWhy')} value={code} onChange={setCode} inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
      {signIn.error && <ErrorPanel error={signIn.error} />}
    </Dialog>
  )
}

export function RenameDialog({ view, onClose }: AccountDialogProps) {
  const api = useApi()
  const update = useCommand(api.accounts.update)
  const [name, setName] = useState(view.account.name)
  const save = async () => {
    if (!(await update.run({ accountId: view.account.id, name }))) return
    showToast(say('renamed', { name: name.trim() }))
    onClose()
  }
  const actions = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button tone="primary" isBusy={update.isRunning} onClick={() => void save()}>
        {say('save')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('renameDialog')} isOpen onClose={onClose} actions={actions}>
      <TextField label={say('name')} value={name} onChange={setName} maxLength={100} autoFocus />
      {update.error && <ErrorPanel error={update.error} />}
    </Dialog>
  )
}

/** Says what leaves and what stays before an account is removed; Cancel has the focus. */
export function RemoveDialog({ view, onClose }: AccountDialogProps) {
  const api = useApi()
  const remove = useCommand(api.accounts.remove)
  const { name, id } = view.account
  const confirm = async () => {
    if (!(await remove.run({ accountId: id }))) return
    showToast(say('removed', { name }))
    onClose()
  }
  const actions = (
    <>
      <Button onClick={onClose} autoFocus>
        {say('cancel')}
      </Button>
      <Button tone="danger" isBusy={remove.isRunning} onClick={() => void confirm()}>
        {say('removeButton', { name })}
      </Button>
    </>
  )
  return (
    <Dialog title={say('removeTitle', { name })} isOpen onClose={onClose} actions={actions}>
      <p>{say('removeWhat', { count: formatCount(view.deviceCount) })}</p>
      {remove.error && <ErrorPanel error={remove.error} />}
    </Dialog>
  )
}
