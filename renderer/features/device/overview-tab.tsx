import type { ReactNode } from 'react'
import type { Device } from '#shared/model/device.ts'
import type { AlertsSection, SectionName, UpdatesSection } from '#shared/model/section.ts'
import { statusSentence } from '../../lib/device-status.ts'
import { formatCount } from '../../lib/format-number.ts'
import { formatAbsolute, isBelievable } from '../../lib/format-time.ts'
import { uptimeNow, uptimeThen } from '../../lib/uptime.ts'
import { useNow } from '../../lib/use-now.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import type { KeyValue } from '../../ui/key-values.tsx'
import { Status } from '../../ui/status-shape.tsx'
import type { DeviceTabProps } from './device-tabs.ts'
import { say } from './device-words.ts'
import { NotePanel } from './note-panel.tsx'
import styles from './overview-tab.module.css'

type Ages = DeviceTabProps['view']['ages']

const kinds = { server: 'server', workstation: 'workstation', network: 'networkDevice', other: 'other' } as const

const joined = (values: readonly string[]): string | null => (values.length > 0 ? values.join(', ') : null)

function ageOf(ages: Ages, group: string): ReactNode {
  const age = ages[group]
  return age && <AgeText at={age.observedAt ?? age.fetchedAt} source={age.source} />
}

function checksOf(device: Device): ReactNode {
  const { checksTotal: total, checksFailing: failing } = device
  if (total === null || failing === null) return null
  if (total === 0) return say('checksNone')
  if (failing === 0) return <Status shape="online">{say('checksFine', { count: total, total: formatCount(total) })}</Status>
  return <Status shape="failing">{say('checksFailing', { failing: formatCount(failing), total: formatCount(total) })}</Status>
}

type View = DeviceTabProps['view']

/** A fact of a stored section: it does not come with the list, so it has an age of its own. */
function sectionFact<Value>({ sections }: View, section: SectionName, name: string, valueOf: (value: Value) => ReactNode): KeyValue {
  const state = sections.find((one) => one.section === section)
  if (!state || state.value === null) return { name, value: null, reason: state?.missing ?? null }
  return { name, value: valueOf(state.value as Value), aside: <AgeText at={state.observedAt ?? state.fetchedAt} source={state.source} /> }
}

const alertsOf = (view: View): KeyValue =>
  sectionFact<AlertsSection>(view, 'alerts', say('alerts'), ({ alerts }) => {
    const open = alerts.filter((one) => !one.isSnoozed).length
    return open === 0 ? say('alertsNone') : <Status shape="warning">{say('alertsOpen', { count: formatCount(open) })}</Status>
  })

/** What is missing by the stored list of updates; before it was read, whether the device list knows of any. */
function updatesOf(view: View): KeyValue {
  const known = sectionFact<UpdatesSection>(view, 'updates', say('updates'), ({ updates }) => {
    const missing = updates.filter((one) => one.state === 'missing' || one.state === 'failed').length
    return missing === 0 ? say('updatesNoneMissing') : <Status shape="warning">{say('updatesMissing', { count: formatCount(missing) })}</Status>
  })
  return known.value === null ? { name: known.name, value: flagValue(view.device.hasPendingUpdates, say('updatesPending'), say('updatesNone')) } : known
}

function upSince(device: Device, now: number): string | null {
  const length = uptimeNow(device, now)
  return length !== null && device.bootAt !== null ? `${formatAbsolute(device.bootAt)} (${length})` : uptimeThen(device, now)
}

const reachability = (device: Device, now: number): readonly KeyValue[] => [
  { name: say('status'), value: <Status shape={device.status}>{statusSentence(device.status, device.lastSeenAt, now)}</Status> },
  { name: say('lastSeen'), value: isBelievable(device.lastSeenAt, now) ? formatAbsolute(device.lastSeenAt) : null },
  { name: say('upSince'), value: upSince(device, now) },
  { name: say('localIps'), value: joined(device.localIps) },
  { name: say('publicIp'), value: device.publicIp },
]

const whoUses = (device: Device): readonly KeyValue[] => [
  { name: say('user'), value: device.user === null ? null : device.isUserCurrent === false ? say('lastUser', { user: device.user }) : device.user },
]

const flagValue = (flag: boolean | null, yes: ReactNode, no: string): ReactNode => (flag === null ? null : flag ? yes : no)

const whatIsWrong = (view: View, { device } = view): readonly KeyValue[] => [
  { name: say('checks'), value: checksOf(device) },
  alertsOf(view),
  { name: say('reboot'), value: flagValue(device.needsReboot, <Status shape="reboot">{say('rebootPending')}</Status>, say('rebootNone')) },
  updatesOf(view),
  { name: say('maintenance'), value: flagValue(device.isInMaintenance, <Status shape="maintenance">{say('maintenanceOn')}</Status>, say('maintenanceOff')) },
  { name: say('queued'), value: device.pendingActions === null ? null : formatCount(device.pendingActions) },
]

const whatItIs = (device: Device): readonly KeyValue[] => [
  { name: say('kind'), value: say(kinds[device.type]) },
  { name: say('model'), value: device.model },
  { name: say('serial'), value: device.serial },
  { name: say('os'), value: device.os },
  { name: say('cpu'), value: device.cpuModel },
  { name: say('graphics'), value: device.graphics },
  { name: say('disks'), value: joined(device.disks) },
  { name: say('architecture'), value: device.architecture },
  { name: say('description'), value: device.description },
]

const origin = (device: Device, accountName: string): readonly KeyValue[] => [
  { name: say('account'), value: accountName },
  { name: say('version'), value: device.clientVersion },
  { name: say('remoteId'), value: <code>{device.remoteId}</code> },
  ...(device.missingSince === null ? [] : [{ name: say('missingSince'), value: formatAbsolute(device.missingSince) }]),
]

const customOf = (device: Device): readonly KeyValue[] =>
  Object.entries(device.customFields).map(([name, value]) => ({ name, value: value === null ? null : [value].flat().map(String).join(', ') || null }))

interface GroupProps {
  readonly title: string
  readonly facts: readonly KeyValue[]
  /** When the facts of the group were observed; they came together. */
  readonly age?: ReactNode
}

const Group = ({ title, facts, age }: GroupProps) => (
  <section className={styles.group}>
    <h2>
      {title} {age}
    </h2>
    <KeyValues facts={facts} />
  </section>
)

/** In this order: is it reachable, who uses it, what is wrong, what do people know, what is it, where does it come from. */
export function OverviewTab({ view }: DeviceTabProps) {
  const now = useNow()
  const { device, ages, accountName } = view
  const custom = customOf(device)
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <Group title={say('reachable')} facts={reachability(device, now)} age={ageOf(ages, 'status')} />
        <Group title={say('who')} facts={whoUses(device)} age={ageOf(ages, 'user')} />
        <Group title={say('wrong')} facts={whatIsWrong(view)} age={ageOf(ages, 'checks')} />
      </div>
      <div className={styles.column}>
        <NotePanel key={device.id} deviceId={device.id} name={device.name} />
        <Group title={say('what')} facts={whatItIs(device)} age={ageOf(ages, 'identity')} />
        <Group title={say('from')} facts={origin(device, accountName)} />
        {custom.length > 0 && <Group title={say('custom')} facts={custom} />}
      </div>
    </div>
  )
}
