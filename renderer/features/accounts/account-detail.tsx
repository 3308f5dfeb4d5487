import { useState } from 'react'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { AccountView } from '#shared/model/account.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../lib/format-number.ts'
import { formatAhead, formatDate, shortLength } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { KeyIcon, RefreshIcon, RemoveIcon, SignInIcon } from '../../ui/icons.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { SwitchField } from '../../ui/toggle.tsx'
import styles from './account-detail.module.css'
import { RemoveDialog, RenameDialog, SignInDialog } from './account-dialogs.tsx'
import { AccountHealthWord, healthSentence } from './account-health.tsx'
import { useAccountsState } from './accounts-store.ts'
import { say } from './accounts-words.ts'
import { ChangeKeyDialog } from './change-key-dialog.tsx'
import { CapabilityMatrix } from './capability-matrix.tsx'
import { ProbeSteps } from './probe-steps.tsx'

const intervals = [300, 900, 1_800, 3_600, 14_400, 43_200, 86_400] as const

function secretsOf({ secrets }: AccountView): string {
  const kept = [secrets.hasApiKey && say('hasApiKey'), secrets.hasPassword && say('hasPassword'), secrets.hasLoginToken && say('hasLoginToken')].filter(Boolean)
  return kept.length > 0 ? kept.join(', ') : say('hasNothing')
}

/** Fields the server sends and nobody reads: a sign that it is newer than this console. */
function driftOf({ drift }: AccountView) {
  const fields = Object.entries(drift).map(([name, count]) => `${name} (${formatCount(count)})`)
  return fields.length === 0 ? [] : [{ name: say('drift'), value: fields.join(', ') }]
}

function Facts({ view }: { readonly view: AccountView }) {
  const now = useNow()
  const nextFull = useAccountsState((state) => state.nextFull.get(view.account.id) ?? null)
  const requests = useAccountsState((state) => state.requests.get(view.account.id) ?? null)
  const { account, health } = view
  return (
    <KeyValues
      facts={[
        { name: say('vendor'), value: view.vendorLabel },
        { name: say('address'), value: view.isUnencrypted ? say('notEncryptedWhy', { address: account.apiUrl }) : account.apiUrl },
        { name: say('user'), value: account.user },
        { name: say('secrets'), value: secretsOf(view) },
        ...(account.certificatePin === null ? [] : [{ name: say('pinned'), value: <code>{account.certificatePin}</code> }]),
        { name: say('devices'), value: formatCount(view.deviceCount) },
        { name: say('lastSuccess'), value: <AgeText at={health.lastSuccessAt} isValue /> },
        { name: say('listFetched'), value: <AgeText at={view.listFetchedAt} isValue /> },
        { name: say('nextFull'), value: nextFull === null ? null : formatAhead(nextFull, now) },
        { name: say('requests'), value: requests && say('requestsOf', { used: formatCount(requests.lastDay), budget: formatCount(requests.budget) }) },
        { name: say('since'), value: formatDate(account.createdAt) },
        ...driftOf(view),
      ]}
    />
  )
}

function Settings({ view }: { readonly view: AccountView }) {
  const api = useApi()
  const update = useCommand(api.accounts.update)
  const { id, isActive, syncInterval } = view.account
  const known: readonly number[] = intervals.some((one) => one === syncInterval) ? intervals : [...intervals, syncInterval].toSorted((a, b) => a - b)
  const options = known.map((seconds) => ({ value: String(seconds), label: say('every', { length: shortLength(seconds * 1_000) }) }))
  return (
    <div className={styles.settings}>
      <SwitchField label={say('active')} says={say('activeWhy')} isOn={isActive} onChange={(next) => void update.run({ accountId: id, isActive: next })} />
      <SelectField label={say('interval')} says={say('intervalWhy')} value={String(syncInterval)} options={options} onChange={(seconds) => void update.run({ accountId: id, syncInterval: Number(seconds) })} />
      {update.error && <ErrorPanel error={update.error} />}
    </div>
  )
}

type OpenDialog = 'key' | 'sign-in' | 'rename' | 'remove' | null

/** Whether another key is what helps: the remedy of the error is signing in, and the server did not ask for a person. */
const isKeyTrouble = ({ code }: AppErrorShape): boolean => code === 'auth.refused' || code === 'auth.expired' || code === 'vault.missing-secret'

interface DialogsProps {
  readonly view: AccountView
  readonly dialog: OpenDialog
  readonly onClose: () => void
}

const Dialogs = ({ view, dialog, onClose }: DialogsProps) => (
  <>
    {dialog === 'key' && <ChangeKeyDialog view={view} onClose={onClose} />}
    {dialog === 'sign-in' && <SignInDialog view={view} onClose={onClose} />}
    {dialog === 'rename' && <RenameDialog view={view} onClose={onClose} />}
    {dialog === 'remove' && <RemoveDialog view={view} onClose={onClose} />}
  </>
)

interface TroubleProps {
  readonly view: AccountView
  readonly error: AppErrorShape | null
  readonly onKey: () => void
}

/** What went wrong, with the way out where a new key is one. */
function Trouble({ view, error, onKey }: TroubleProps) {
  const isAboutKey = error ? isKeyTrouble(error) : view.health.state === 'needs-sign-in'
  const remedy = isAboutKey && (
    <Button icon={KeyIcon} onClick={onKey}>
      {say('enterKey')}
    </Button>
  )
  return error ? <ErrorPanel error={error}>{remedy}</ErrorPanel> : <div>{remedy}</div>
}

function Head({ view }: { readonly view: AccountView }) {
  const api = useApi()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const sync = useCommand(api.sync.start)
  const isSyncing = useAccountsState((state) => state.progress.has(view.account.id))
  const close = () => setDialog(null)
  const start = async () => {
    const answer = await sync.run({ accountId: view.account.id })
    if (answer) showToast(say(answer.started.length > 0 ? 'started' : 'alreadyReading', { name: view.account.name }))
  }
  return (
    <>
      <header className={styles.head}>
        <h1>{view.account.name}</h1>
        <Button icon={RefreshIcon} isBusy={isSyncing || sync.isRunning} onClick={() => void start()}>
          {say('syncNow')}
        </Button>
        <Button icon={KeyIcon} onClick={() => setDialog('key')}>
          {say('changeKey')}
        </Button>
        <Button icon={SignInIcon} onClick={() => setDialog('sign-in')}>
          {say('signIn')}
        </Button>
        <Button onClick={() => setDialog('rename')}>{say('rename')}</Button>
        <Button icon={RemoveIcon} onClick={() => setDialog('remove')}>
          {say('remove')}
        </Button>
      </header>
      <Trouble view={view} error={sync.error} onKey={() => setDialog('key')} />
      <Dialogs view={view} dialog={dialog} onClose={close} />
    </>
  )
}

function ConnectionTest({ view }: { readonly view: AccountView }) {
  const api = useApi()
  const test = useCommand(api.accounts.test)
  const update = useCommand(api.accounts.update)
  const { id, certificatePin } = view.account
  const pin = async (fingerprint: string) => {
    if (!(await update.run({ accountId: id, certificatePin: fingerprint }))) return
    showToast(say('pinAccepted'))
    await test.run({ accountId: id })
  }
  return (
    <section className={styles.section}>
      <h2>
        {say('lastTest')} {view.lastProbe && <AgeText at={view.lastProbe.at} />}
      </h2>
      {view.lastProbe ? <ProbeSteps report={view.lastProbe} known={certificatePin} onPin={(fingerprint) => void pin(fingerprint)} /> : <p>{say('noProbe')}</p>}
      {(update.error ?? test.error) && <ErrorPanel error={(update.error ?? test.error) as AppErrorShape} />}
      <div>
        <Button isBusy={test.isRunning} onClick={() => void test.run({ accountId: id })}>
          {say(test.isRunning ? 'checking' : 'test')}
        </Button>
      </div>
    </section>
  )
}

/** One account: is it well, when was it read, what is kept, what it can do, and what a person may change. */
export const AccountDetail = ({ view }: { readonly view: AccountView }) => (
  <div className={styles.detail}>
    <Head key={view.account.id} view={view} />
    <p className={styles.health}>
      <AccountHealthWord health={view.health} />
      <span className={styles.says}>{healthSentence(view.health)}</span>
    </p>
    <div className={styles.columns}>
      <Facts view={view} />
      <Settings view={view} />
    </div>
    <ConnectionTest view={view} />
    {view.lastProbe && (
      <section className={styles.section}>
        <h2>{say('capabilities')}</h2>
        <CapabilityMatrix states={view.lastProbe.capabilities} />
      </section>
    )}
  </div>
)
