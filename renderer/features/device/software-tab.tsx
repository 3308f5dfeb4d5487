import { useMemo, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { SoftwareItem, SoftwareSection } from '#shared/model/section.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatDate } from '../../lib/format-time.ts'
import { FilterField } from './filter-field.tsx'
import { FilteredList, type ListColumn } from './filtered-list.tsx'
import { byName } from './list-order.ts'
import { SectionPanel } from './section-panel.tsx'
import { say } from './section-words.ts'

const columns: readonly ListColumn<SoftwareItem>[] = [
  { head: say('name'), width: 'minmax(0, 3fr)', tone: 'name', cell: (item) => item.name, hint: (item) => item.name },
  { head: say('version'), width: 'minmax(0, 1.4fr)', cell: (item) => item.version || null },
  { head: say('publisher'), width: 'minmax(0, 2fr)', tone: 'quiet', cell: (item) => item.publisher },
  { head: say('installed'), width: 'minmax(0, 1fr)', tone: 'number', cell: (item) => item.installedAt && formatDate(item.installedAt) },
  { head: say('size'), width: 'minmax(0, 0.8fr)', tone: 'number', cell: (item) => item.bytes && formatBytes(item.bytes) },
]

const textOf = (item: SoftwareItem): string => `${item.name}\n${item.version}\n${item.publisher ?? ''}`

function SoftwareList({ items, filter }: { readonly items: readonly SoftwareItem[]; readonly filter: string }) {
  const rows = useMemo(() => items.toSorted((a, b) => byName(a.name, b.name)), [items])
  const foot = (shown: number, isFiltered: boolean) => (isFiltered ? say('shownOf', { shown, total: items.length }) : say('programs', { count: items.length }))
  return <FilteredList name={say('software')} rows={rows} columns={columns} textOf={textOf} filter={filter} noneLeft={say('noneLeft', { text: filter })} foot={foot} />
}

/** Every installed program, filtered as you type. */
export function SoftwareTab({ view }: { readonly view: DeviceView }) {
  const [filter, setFilter] = useState('')
  return (
    <SectionPanel view={view} sections={['software']} toolbar={<FilterField label={say('filter')} value={filter} onChange={setFilter} />}>
      {(valueOf) => <SoftwareList items={(valueOf('software') as SoftwareSection).items} filter={filter} />}
    </SectionPanel>
  )
}
