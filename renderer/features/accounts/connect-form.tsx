import { useState } from 'react'
import type { FormEvent } from 'react'
import type { VendorOffer } from '#shared/contract/accounts.ts'
import type { ProbeReport } from '#shared/model/account.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { say } from './accounts-words.ts'
import { emptyDraft, nameFrom, toAdd, toProbe, whyIncomplete, withoutSecrets } from './connect-draft.ts'
import type { ConnectDraft } from './connect-draft.ts'
import styles from './connect-form.module.css'
import { ProbeSteps } from './probe-steps.tsx'

interface FieldsProps {
  readonly draft: ConnectDraft
  readonly onChange: (change: Partial<ConnectDraft>) => void
  readonly vendor: VendorOffer | undefined
}

const keyHelp = (vendor: VendorOffer | undefined): string => vendor?.credentials.find((one) => one.kind === 'api-key')?.help ?? ''

const SignInFields = ({ draft, onChange }: Omit<FieldsProps, 'vendor'>) => (
  <details className={styles.group}>
    <summary className={styles.summary}>{say('signInTitle')}</summary>
    <p className={styles.why}>{say('signInWhy')}</p>
    <TextField label={say('user')} says={say('userWhy')} value={draft.user} onChange={(user) => onChange({ user })} autoComplete="off" />
    <TextField label={say('password')} says={say('passwordWhy')} value={draft.password} onChange={(password) => onChange({ password })} isSecret autoComplete="off" />
    <TextField label={say('code')} says={say('codeWhy')} value={draft.code} onChange={(code) => onChange({ code })} inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
  </details>
)

const Fields = ({ draft, onChange, vendor }: FieldsProps) => (
  <>
    <TextField label={say('address')} says={say('addressWhy', { help: vendor?.addressHelp ?? '' })} value={draft.apiUrl} onChange={(apiUrl) => onChange({ apiUrl, certificatePin: null })} placeholder="https://api.example.com" inputMode="url" isRequired autoFocus />
    <TextField label={say('apiKey')} says={say('apiKeyWhy', { help: keyHelp(vendor) })} value={draft.apiKey} onChange={(apiKey) => onChange({ apiKey })} isSecret autoComplete="off" />
    <TextField label={say('name')} says={say('nameWhy')} value={draft.name} onChange={(name) => onChange({ name })} placeholder={nameFrom(draft)} maxLength={100} />
    <SignInFields draft={draft} onChange={onChange} />
  </>
)

function useVendor() {
  const api = useApi()
  const { value, error } = useAnswer('vendors', () => api.accounts.vendors({}))
  return { vendor: value?.[0], vendorError: error }
}

function useConnect(onAdded: () => void) {
  const api = useApi()
  const { vendor, vendorError } = useVendor()
  const [draft, setDraft] = useState(emptyDraft)
  const [report, setReport] = useState<ProbeReport | null>(null)
  const probe = useCommand(api.accounts.probe)
  const add = useCommand(api.accounts.add)
  const connect = async () => {
    const added = vendor && (await add.run(toAdd(draft, vendor.id)))
    setDraft((before) => (added ? emptyDraft : { ...before, code: '' }))
    if (added) onAdded()
    else if (add.error?.remedy === 'sign-in') setDraft(withoutSecrets)
  }
  const check = async (next: ConnectDraft) => {
    if (!vendor) return
    setReport(null)
    add.dismiss()
    setReport((await probe.run(toProbe(next, vendor.id))) ?? null)
    if (next.apiKey === '') setDraft((before) => ({ ...before, code: '' }))
  }
  return {
    vendor,
    vendorError,
    draft,
    report,
    probe,
    add,
    check: () => check(draft),
    pin: (certificatePin: string) => {
      setDraft({ ...draft, certificatePin })
      return check({ ...draft, certificatePin })
    },
    change: (change: Partial<ConnectDraft>) => {
      setDraft((before) => ({ ...before, ...change }))
      setReport(null)
    },
    connect,
  }
}

type Connect = ReturnType<typeof useConnect>

function Result({ connect }: { readonly connect: Connect }) {
  const { report, probe, add, vendorError } = connect
  const error = add.error ?? probe.error ?? vendorError
  return (
    <section className={styles.result} aria-label={say('stepsTitle')}>
      <h2>{say('stepsTitle')}</h2>
      <ProgressLine name={say(add.isRunning ? 'adding' : 'checking')} isBusy={probe.isRunning || add.isRunning} />
      {error && <ErrorPanel error={error} />}
      {report ? <ProbeSteps report={report} onPin={(fingerprint) => void connect.pin(fingerprint)} /> : !error && <p className={styles.quiet}>{say('stepsNone')}</p>}
    </section>
  )
}

/** Address and key, a check that explains itself, then the account. Secrets are forgotten here as soon as they were sent. */
export function ConnectForm({ onAdded, onCancel }: { readonly onAdded: () => void; readonly onCancel: () => void }) {
  const connect = useConnect(onAdded)
  const { draft, report, probe, add } = connect
  const missing = whyIncomplete(draft)
  const isUsable = report?.isUsable ?? false
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing && !probe.isRunning) void (isUsable ? connect.connect() : connect.check())
  }
  return (
    <div className={styles.page}>
      <form className={styles.layout} onSubmit={submit}>
        <h1 className={styles.title}>{say('connectTitle')}</h1>
        <div className={styles.fields}>
          <Fields draft={draft} onChange={connect.change} vendor={connect.vendor} />
          <div className={styles.actions}>
            <Button type="submit" tone="primary" isBusy={probe.isRunning || add.isRunning} disabledReason={missing && say(missing)}>
              {say(isUsable ? 'add' : probe.isRunning ? 'checking' : 'check')}
            </Button>
            <Button tone="quiet" onClick={onCancel}>
              {say('back')}
            </Button>
          </div>
        </div>
        <Result connect={connect} />
      </form>
    </div>
  )
}
