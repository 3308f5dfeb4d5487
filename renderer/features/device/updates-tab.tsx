import { useMemo, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { UpdateItem, UpdatesSection } from '#shared/model/section.ts'
import { formatDate } from '../../lib/format-time.ts'
import { Status } from '../../ui/status-shape.tsx'
import { FilterField } from './filter-field.tsx'
import { FilteredList, type ListColumn } from './filtered-list.tsx'
import { byName, rankIn } from './list-order.ts'
import { SectionPanel } from './section-panel.tsx'
import { say } from './update-words.ts'

const shapes = { failed: 'failing', missing: 'warning', unknown: 'unknown', installed: 'done' } as const
const states = ['failed', 'missing', 'unknown', 'installed']
const severities = ['critical', 'important', 'moderate', 'low']

const severityOf = ({ severity }: UpdateItem): string => severity ?? say('noSeverity')

const stateOf = (one: UpdateItem): string => (one.decision === 'none' ? say(one.state) : say('decided', { state: say(one.state), decision: say(one.decision) }))

const columns: readonly ListColumn<UpdateItem>[] = [
  { head: say('state'), width: '18ch', cell: (one) => <Status shape={shapes[one.state]}>{stateOf(one)}</Status> },
  { head: say('severity'), width: '9ch', cell: severityOf },
  { head: say('title'), width: 'minmax(0, 3fr)', tone: 'name', cell: (one) => one.title, hint: (one) => one.title },
  { head: say('kb'), width: '10ch', cell: (one) => one.kb },
  { head: say('category'), width: 'minmax(0, 1fr)', tone: 'quiet', cell: (one) => one.categories.join(', ') || null, hint: (one) => one.categories.join(', ') },
  { head: say('installedOn'), width: '12ch', tone: 'number', cell: (one) => one.installedAt && formatDate(one.installedAt) },
]

const textOf = (one: UpdateItem): string => [stateOf(one), severityOf(one), one.title, one.kb, ...one.categories].join('\n')

/** What is open first, the worst of it at the top; what is installed by its day, newest first. */
const inOrder = (a: UpdateItem, b: UpdateItem): number =>
  rankIn(states, a.state) - rankIn(states, b.state) ||
  (a.state === 'installed' ? (b.installedAt ?? 0) - (a.installedAt ?? 0) : rankIn(severities, a.severity) - rankIn(severities, b.severity)) ||
  byName(b.title, a.title)

function UpdateList({ updates, filter }: { readonly updates: readonly UpdateItem[]; readonly filter: string }) {
  const rows = useMemo(() => updates.toSorted(inOrder), [updates])
  const countOf = (state: UpdateItem['state']) => updates.filter((one) => one.state === state).length
  const foot = (shown: number, isFiltered: boolean) =>
    isFiltered ? say('shownOf', { shown, total: updates.length }) : say('counts', { missing: countOf('missing'), failed: countOf('failed'), installed: countOf('installed') })
  return <FilteredList name={say('updates')} rows={rows} columns={columns} textOf={textOf} filter={filter} noneLeft={say('noneLeft', { text: filter })} foot={foot} />
}

/** Every update the device has or needs, what is missing first. */
export function UpdatesTab({ view }: { readonly view: DeviceView }) {
  const [filter, setFilter] = useState('')
  return (
    <SectionPanel view={view} sections={['updates']} toolbar={<FilterField label={say('filter')} value={filter} onChange={setFilter} />}>
      {(valueOf) => <UpdateList updates={(valueOf('updates') as UpdatesSection).updates} filter={filter} />}
    </SectionPanel>
  )
}
