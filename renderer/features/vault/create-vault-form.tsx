import { useState } from 'react'
import type { FormEvent } from 'react'
import { leastPassphrase } from '#shared/contract/vault.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './lock-page.module.css'
import { gradePassphrase } from './passphrase-strength.ts'
import { say } from './vault-words.ts'

const strengthWords = { weak: 'strengthWeak', fair: 'strengthFair', good: 'strengthGood', strong: 'strengthStrong' } as const

function describeStrength(passphrase: string): string {
  if (passphrase === '') return ''
  const grade = gradePassphrase(passphrase)
  return grade === 'short' ? say('strengthShort', { count: leastPassphrase - passphrase.length }) : say(strengthWords[grade])
}

/** Why the vault cannot be created yet, as a sentence; null when it can. */
function whyNotYet(passphrase: string, repeated: string): string | null {
  if (passphrase === '') return say('empty')
  if (gradePassphrase(passphrase) === 'short') return describeStrength(passphrase)
  if (repeated === '') return say('needRepeat')
  return passphrase === repeated ? null : say('different')
}

/** Creates a passphrase vault. Weak ones are named weak and accepted: the person knows what is at stake here. */
export function CreateVaultForm({ isOpening }: { readonly isOpening: boolean }) {
  const api = useApi()
  const create = useCommand(api.vault.create)
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const missing = whyNotYet(passphrase, repeated)
  const isDifferent = repeated !== '' && !passphrase.startsWith(repeated)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing !== null || isOpening || create.isRunning) return
    // SECURITY: forgotten here before it is used, so that no state of the page holds it afterwards.
    setPassphrase('')
    setRepeated('')
    void create.run({ passphrase })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label={say('passphrase')} value={passphrase} onChange={setPassphrase} isSecret isRequired autoComplete="new-password" maxLength={1_024} says={say('createHint', { least: leastPassphrase })} />
      <p className={styles.strength} role="status">
        {describeStrength(passphrase)}
      </p>
      <TextField label={say('repeat')} value={repeated} onChange={setRepeated} isSecret isRequired autoComplete="new-password" maxLength={1_024} error={isDifferent ? say('different') : null} />
      <p className={styles.why}>{say('createLost')}</p>
      {create.error && <ErrorPanel error={create.error} />}
      <div className={styles.actions}>
        <Button type="submit" tone="primary" isBusy={create.isRunning} disabledReason={create.isRunning ? null : missing}>
          {say(create.isRunning ? 'creating' : 'create')}
        </Button>
      </div>
    </form>
  )
}
