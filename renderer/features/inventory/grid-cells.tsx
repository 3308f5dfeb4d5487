import type { ReactNode } from 'react'
import type { DeviceStatus, DeviceType } from '#shared/model/device.ts'
import { statusSentence } from '../../lib/device-status.ts'
import { formatCount } from '../../lib/format-number.ts'
import { formatAge, isBelievable } from '../../lib/format-time.ts'
import { uptimeNow, uptimeReason } from '../../lib/uptime.ts'
import { Badge } from '../../ui/badge.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { deviceProblem } from './device-problem.ts'
import { bareAddress } from './fleet-table.ts'
import type { DictionaryField, FleetTable, FlagField, NumberField, TextField } from './fleet-table.ts'
import { say } from './fleet-words.ts'
import styles from './grid-row.module.css'

/** What a cell is made from. */
export interface CellInput {
  readonly table: FleetTable
  readonly row: number
  readonly now: number
  readonly accountName: (id: string) => string
}

/** How a text stands out: names are strong; ages and what is no longer so are faint. */
export type CellTone = 'plain' | 'strong' | 'faint'

/** A column's content: plain text for copying and readers, and how it is drawn where text is not enough. */
export interface CellContent {
  /** Null is a fact that cannot be told; `reason` says why. */
  readonly text: (input: CellInput) => string | null
  /** Why there is no text; "not reported" where a column says nothing else. */
  readonly reason?: (input: CellInput) => string
  readonly tone?: (input: CellInput) => CellTone
  /** What is shown of the text where that is not all of it. */
  readonly short?: (input: CellInput) => string | null
  readonly draw?: (input: CellInput) => ReactNode
}

const dictionary = (field: DictionaryField): CellContent => ({ text: ({ table, row }) => table.dictionary[field].at(row) })
const plain = (field: TextField): CellContent => ({ text: ({ table, row }) => table.texts[field][row] ?? null })
const count = (field: NumberField): CellContent => ({
  text: ({ table, row }) => {
    const value = table.numberAt(field, row)
    return value === null ? null : formatCount(value)
  },
})

const age = (field: NumberField): CellContent => ({
  text: ({ table, row, now }) => {
    const at = table.numberAt(field, row)
    return isBelievable(at, now) ? formatAge(at, now) : null
  },
  tone: () => 'faint',
})

const flag = (field: FlagField, yes: string): CellContent => ({
  text: ({ table, row }) => {
    const value = table.flagAt(field, row)
    return value === null ? null : value ? yes : ''
  },
})

const statusOf = ({ table, row }: CellInput): DeviceStatus => (table.dictionary.status.at(row) ?? 'unknown') as DeviceStatus

const statusText = (input: CellInput): string => statusSentence(statusOf(input), input.table.numberAt('lastSeenAt', input.row), input.now)

const badgeTone = { failing: 'fail', warning: 'warn', reboot: 'info', maintenance: 'maint', updates: 'neutral' } as const
const badgeShape = { failing: 'failing', warning: 'warning', reboot: 'reboot', maintenance: 'maintenance', updates: undefined } as const

function problemText({ table, row }: CellInput): string {
  const problem = deviceProblem(table, row)
  switch (problem?.kind) {
    case 'failing':
      return say('problemFailing', { count: problem.count })
    case 'warning':
      return say('problemWarning', { count: problem.count })
    case 'reboot':
      return say('problemReboot')
    case 'maintenance':
      return say('problemMaintenance')
    case 'updates':
      return say('problemUpdates')
    case undefined:
      return ''
  }
}

function drawProblem(input: CellInput): ReactNode {
  const problem = deviceProblem(input.table, input.row)
  if (problem === null) return null
  const shape = badgeShape[problem.kind]
  return (
    <span className={styles.middle}>
      <Badge tone={badgeTone[problem.kind]} {...(shape && { shape })}>
        {problemText(input)}
      </Badge>
    </span>
  )
}

const userText = ({ table, row }: CellInput): string | null => {
  const user = table.texts.user[row] ?? null
  return user === null || table.flagAt('isUserCurrent', row) !== false ? user : say('lastUser', { user })
}

const userTone = ({ table, row }: CellInput): CellTone => (table.flagAt('isUserCurrent', row) === false ? 'faint' : 'plain')

const addressText = ({ table, row }: CellInput): string | null => table.lists.localIps[row]?.map(bareAddress).join(', ') || null

/** The address people read out: the first IPv4, else the first. The others are on the device's own page. */
function firstAddress({ table, row }: CellInput): string | null {
  const addresses = (table.lists.localIps[row] ?? []).map(bareAddress)
  return addresses.find((address) => address.includes('.')) ?? addresses[0] ?? null
}

const uptimeFacts = (input: CellInput) => ({ status: statusOf(input), bootAt: input.table.numberAt('bootAt', input.row), lastSeenAt: input.table.numberAt('lastSeenAt', input.row) })

const uptime: CellContent = {
  text: (input) => uptimeNow(uptimeFacts(input), input.now),
  reason: (input) => uptimeReason(uptimeFacts(input), input.now),
}

/** The content of every column, by column id. */
export const cells = {
  status: { text: statusText, draw: (input) => <Status shape={statusOf(input)}>{statusText(input)}</Status> },
  name: { ...plain('name'), tone: () => 'strong' },
  client: dictionary('client'),
  site: dictionary('site'),
  user: { text: userText, tone: userTone },
  problem: { text: problemText, draw: drawProblem },
  type: { text: ({ table, row }) => say((table.dictionary.type.at(row) ?? 'other') as DeviceType) },
  os: dictionary('os'),
  ip: { text: addressText, short: firstAddress },
  publicIp: dictionary('publicIp'),
  failing: count('checksFailing'),
  warning: count('checksWarning'),
  patches: flag('hasPendingUpdates', say('pending')),
  reboot: flag('needsReboot', say('pending')),
  maintenance: flag('isInMaintenance', say('yes')),
  queued: count('pendingActions'),
  serial: plain('serial'),
  model: dictionary('model'),
  cpu: dictionary('cpuModel'),
  graphics: dictionary('graphics'),
  architecture: dictionary('architecture'),
  version: dictionary('clientVersion'),
  description: plain('description'),
  account: { text: ({ table, row, accountName }) => accountName(table.dictionary.accountId.at(row) ?? '') },
  uptime,
  fetched: age('fetchedAt'),
  seen: age('lastSeenAt'),
} satisfies Readonly<Record<string, CellContent>>

export type ColumnId = keyof typeof cells
export const contentOf = (id: ColumnId): CellContent => cells[id]
