import { useMemo, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { AlertItem, AlertsSection, CheckItem, ChecksSection } from '#shared/model/section.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { say } from './check-words.ts'
import styles from './checks-tab.module.css'
import { FactTable } from './fact-table.tsx'
import { FilterField } from './filter-field.tsx'
import { byName, rankIn } from './list-order.ts'
import { SectionPanel } from './section-panel.tsx'

/** Rows drawn at once; the filter finds the others. */
const drawn = 300

const severities = ['error', 'critical', 'warning', 'info']
const results = ['failing', 'pending', 'passing']
const resultShapes = { failing: 'failing', pending: 'waiting', passing: 'online' } as const

const severityShape = (severity: string | null) => (rankIn(severities, severity) < 2 ? 'failing' : severity === 'warning' ? 'warning' : 'unknown')

const textOfAlert = (one: AlertItem): string => [one.severity, one.kind, one.message].join('\n')
const textOfCheck = (one: CheckItem): string => [say(one.status), one.severity, one.kind, one.name, one.detail].join('\n')

const alertsInOrder = (a: AlertItem, b: AlertItem): number =>
  Number(a.isSnoozed) - Number(b.isSnoozed) || rankIn(severities, a.severity) - rankIn(severities, b.severity) || (b.raisedAt ?? 0) - (a.raisedAt ?? 0)
const checksInOrder = (a: CheckItem, b: CheckItem): number => rankIn(results, a.status) - rankIn(results, b.status) || byName(a.name, b.name)

/** Rows of a list that match, in their order. */
function useShown<Row>(rows: readonly Row[], filter: string, textOf: (row: Row) => string, inOrder: (a: Row, b: Row) => number): readonly Row[] {
  const wanted = filter.trim().toLowerCase()
  return useMemo(() => rows.filter((row) => textOf(row).toLowerCase().includes(wanted)).toSorted(inOrder), [rows, wanted, textOf, inOrder])
}

const resultOf = ({ status, failCount }: CheckItem): string => (status === 'failing' && failCount !== null && failCount > 1 ? say('failingTimes', { count: failCount }) : say(status))

const snoozeWord = ({ isSnoozed, snoozedUntil }: AlertItem): string => (!isSnoozed ? say('awake') : snoozedUntil === null ? say('snoozed') : say('until', { when: formatAbsolute(snoozedUntil) }))

function AlertTable({ alerts, filter }: { readonly alerts: readonly AlertItem[]; readonly filter: string }) {
  const shown = useShown(alerts, filter, textOfAlert, alertsInOrder)
  if (shown.length === 0) return <p className={styles.none}>{alerts.length === 0 ? say('noAlert') : say('noAlertLeft', { text: filter })}</p>
  return (
    <FactTable
      caption={say('alerts', { count: alerts.length })}
      rows={shown.slice(0, drawn)}
      keyOf={(row) => row.id}
      columns={[
        { head: say('severity'), cell: (row) => <Status shape={severityShape(row.severity)}>{row.severity ?? say('unknown')}</Status> },
        { head: say('raised'), cell: (row) => <AgeText at={row.raisedAt} isValue /> },
        { head: say('kind'), cell: (row) => row.kind },
        { head: say('snooze'), cell: snoozeWord },
        { head: say('message'), cell: (row) => row.message },
      ]}
    />
  )
}

function CheckTable({ checks, filter }: { readonly checks: readonly CheckItem[]; readonly filter: string }) {
  const shown = useShown(checks, filter, textOfCheck, checksInOrder)
  if (shown.length === 0) return <p className={styles.none}>{checks.length === 0 ? say('noCheck') : say('noCheckLeft', { text: filter })}</p>
  return (
    <FactTable
      caption={say('checks', { count: checks.length })}
      rows={shown.slice(0, drawn)}
      keyOf={(row) => row.id}
      columns={[
        { head: say('result'), cell: (row) => <Status shape={resultShapes[row.status]}>{resultOf(row)}</Status> },
        { head: say('check'), cell: (row) => <span className={styles.name}>{row.name}</span> },
        { head: say('lastRun'), cell: (row) => row.lastRunAt && <AgeText at={row.lastRunAt} isValue /> },
        { head: say('from'), cell: (row) => (row.isInherited ? say('policy') : say('device')) },
        { head: say('detail'), cell: (row) => row.detail && <span className={styles.detail}>{row.detail}</span> },
      ]}
    />
  )
}

/** What is wrong by the vendor's word: open alerts, and what is watched with its last result, the failing first. */
export function ChecksTab({ view }: { readonly view: DeviceView }) {
  const [filter, setFilter] = useState('')
  return (
    <SectionPanel view={view} sections={['checks', 'alerts']} toolbar={<FilterField label={say('filter')} value={filter} onChange={setFilter} />}>
      {(valueOf) => {
        const alerts = valueOf('alerts') as AlertsSection | null
        const checks = valueOf('checks') as ChecksSection | null
        return (
          <>
            {alerts && <AlertTable alerts={alerts.alerts} filter={filter} />}
            {checks && <CheckTable checks={checks.checks} filter={filter} />}
          </>
        )
      }}
    </SectionPanel>
  )
}
