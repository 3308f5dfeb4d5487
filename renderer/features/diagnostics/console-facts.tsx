import type { OutputOf } from '#shared/contract/contract.ts'
import type { DiagnosticsOverview } from '#shared/contract/diagnostics.ts'
import type { AccountView } from '#shared/model/account.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { formatAhead, formatAge } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { StatusShape } from '../../ui/status-shape.tsx'
import styles from './console-facts.module.css'
import { say } from './diagnostics-words.ts'

type Schedule = OutputOf<'sync.status'>

const versionsOf = (versions: DiagnosticsOverview['versions']): string => Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')

const Facts = ({ overview }: { readonly overview: DiagnosticsOverview }) => (
  <section className={styles.section}>
    <h2>{say('facts')}</h2>
    <KeyValues
      facts={[
        { name: say('version'), value: overview.version },
        { name: say('host'), value: say(overview.host) },
        { name: say('platform'), value: overview.platform },
        { name: say('versions'), value: versionsOf(overview.versions) },
        { name: say('profile'), value: <code>{overview.paths.profile}</code> },
        { name: say('logs'), value: <code>{overview.paths.logs}</code> },
        { name: say('vault'), value: overview.vault.says },
        { name: say('writer'), value: say(overview.isWriter ? 'isWriter' : 'isViewer') },
      ]}
    />
  </section>
)

const Warnings = ({ warnings }: Pick<DiagnosticsOverview, 'warnings'>) => (
  <section className={styles.section}>
    <h2>{say('warnings')}</h2>
    {warnings.length === 0 && <p>{say('noWarnings')}</p>}
    {warnings.map((warning) => (
      <p key={warning} className={styles.warning}>
        <StatusShape shape="warning" isTinted />
        <span>{warning}</span>
      </p>
    ))}
  </section>
)

const Settings = ({ settings }: Pick<DiagnosticsOverview, 'settings'>) => (
  <section className={styles.section}>
    <h2>{say('settings')}</h2>
    <dl className={styles.settings}>
      {settings.map(({ name, value, source }) => (
        <div key={name} className={styles.setting}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            {value} <span className={styles.quiet}>{source === 'default' ? say('byDefault') : source === name ? '' : source}</span>
          </dd>
        </div>
      ))}
    </dl>
  </section>
)

function plansOf(schedule: Schedule, accountId: string, now: number): string {
  const plan = schedule.next.find((one) => one.accountId === accountId)
  const running = schedule.running.find((one) => one.accountId === accountId)
  const last = schedule.last.find((one) => one.accountId === accountId)
  const parts = [
    running ? say('running', { says: running.says }) : last ? `${say('lastPass', { outcome: say(last.outcome) })} ${formatAge(last.endedAt, now)}` : say('neverRead'),
    plan?.pollAt == null ? say('notPlanned') : say('nextPoll', { when: formatAhead(plan.pollAt, now) }),
    ...(plan?.fullAt == null ? [] : [say('nextFull', { when: formatAhead(plan.fullAt, now) })]),
  ]
  return parts.join('; ')
}

function Plans({ schedule, accounts }: { readonly schedule: Schedule; readonly accounts: readonly AccountView[] }) {
  const now = useNow()
  return (
    <section className={styles.section}>
      <h2>{say('schedule')}</h2>
      {accounts.length === 0 && <p>{say('noAccount')}</p>}
      <KeyValues facts={accounts.map(({ account }) => ({ name: account.name, value: plansOf(schedule, account.id, now) }))} />
    </section>
  )
}

const Drift = ({ drift }: Pick<DiagnosticsOverview, 'drift'>) => (
  <section className={styles.section}>
    <h2>{say('drift')}</h2>
    {drift.length === 0 && <p>{say('noDrift')}</p>}
    <KeyValues facts={drift.map(({ accountName, keys }) => ({ name: accountName, value: Object.entries(keys).map(([key, count]) => say('times', { key, count })).join('; ') }))} />
  </section>
)

/** Versions, folders, settings, schedule and drift: what somebody who helps asks for first. */
export function ConsoleFacts() {
  const api = useApi()
  const answer = useAnswer('console', async () => {
    const [overview, schedule, accounts] = await Promise.all([api.diagnostics.overview({}), api.sync.status({}), api.accounts.list({})])
    return { overview, schedule, accounts }
  })
  useEvent('sync.finished', answer.reload)
  const { value } = answer
  return (
    <div className={styles.page}>
      <ProgressLine name={say('console')} isBusy={answer.isLoading && !value} />
      {answer.error && <ErrorPanel error={answer.error} />}
      {value && (
        <div className={styles.columns}>
          <Facts overview={value.overview} />
          <div className={styles.column}>
            <Warnings warnings={value.overview.warnings} />
            <Plans schedule={value.schedule} accounts={value.accounts} />
            <Drift drift={value.overview.drift} />
          </div>
          <Settings settings={value.overview.settings} />
        </div>
      )}
    </div>
  )
}
