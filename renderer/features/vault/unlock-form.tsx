import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './lock-page.module.css'
import { say } from './vault-words.ts'

/** Asks for the passphrase of a vault that exists. What was typed leaves this page with the press of the button. */
export function UnlockForm({ isOpening }: { readonly isOpening: boolean }) {
  const api = useApi()
  const unlock = useCommand(api.vault.unlock)
  const field = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const isBusy = isOpening || unlock.isRunning
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (passphrase === '' || isBusy) return
    // SECURITY: forgotten here before it is tried, so that no state of the page holds it afterwards.
    setPassphrase('')
    await unlock.run({ passphrase })
    field.current?.focus()
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField ref={field} label={say('passphrase')} value={passphrase} onChange={setPassphrase} isSecret isRequired autoComplete="current-password" maxLength={1_024} says={say('slow')} />
      {unlock.error && <ErrorPanel error={unlock.error} />}
      <div className={styles.actions}>
        <Button type="submit" tone="primary" isBusy={isBusy} disabledReason={passphrase === '' && !isBusy ? say('empty') : null}>
          {say(isBusy ? 'unlocking' : 'unlock')}
        </Button>
      </div>
    </form>
  )
}
