import { useMemo, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { ServiceItem, ServicesSection } from '#shared/model/section.ts'
import { Status } from '../../ui/status-shape.tsx'
import { FilterField } from './filter-field.tsx'
import { FilteredList, type ListColumn } from './filtered-list.tsx'
import { byName } from './list-order.ts'
import { SectionPanel } from './section-panel.tsx'
import { say } from './service-words.ts'

const isRunning = ({ state }: ServiceItem): boolean => state.toLowerCase() === 'running'

/** A service the system starts by itself that does not run now: what to look at first. */
const isOdd = (one: ServiceItem): boolean => !isRunning(one) && /^auto/i.test(one.startType ?? '')

const titleOf = (one: ServiceItem): string => one.displayName ?? one.name

const columns: readonly ListColumn<ServiceItem>[] = [
  { head: say('state'), width: '10ch', cell: (one) => <Status shape={isRunning(one) ? 'online' : isOdd(one) ? 'warning' : 'inactive'}>{one.state}</Status> },
  { head: say('title'), width: 'minmax(0, 3fr)', tone: 'name', cell: titleOf, hint: (one) => one.description },
  { head: say('name'), width: 'minmax(0, 1.8fr)', tone: 'quiet', cell: (one) => one.name, hint: (one) => one.path },
  { head: say('start'), width: '17ch', cell: (one) => one.startType },
  { head: say('account'), width: 'minmax(0, 1.6fr)', tone: 'quiet', cell: (one) => one.account, hint: (one) => one.account },
  { head: say('pid'), width: '7ch', tone: 'number', cell: (one) => one.pid },
]

const textOf = (one: ServiceItem): string => [one.state, one.displayName, one.name, one.startType, one.account, one.path, one.description].join('\n')

function ServiceList({ services, filter }: { readonly services: readonly ServiceItem[]; readonly filter: string }) {
  const rows = useMemo(() => services.toSorted((a, b) => Number(isOdd(b)) - Number(isOdd(a)) || byName(titleOf(a), titleOf(b))), [services])
  const odd = services.filter(isOdd).length
  const foot = (shown: number, isFiltered: boolean) =>
    isFiltered ? say('shownOf', { shown, total: services.length }) : [say('count', { count: services.length }), ...(odd > 0 ? [say('odd', { count: odd })] : [])].join(', ')
  return <FilteredList name={say('services')} rows={rows} columns={columns} textOf={textOf} filter={filter} noneLeft={say('noneLeft', { text: filter })} foot={foot} />
}

/** Every service with its state, those that should run and do not first. */
export function ServicesTab({ view }: { readonly view: DeviceView }) {
  const [filter, setFilter] = useState('')
  return (
    <SectionPanel view={view} sections={['services']} toolbar={<FilterField label={say('filter')} value={filter} onChange={setFilter} />}>
      {(valueOf) => <ServiceList services={(valueOf('services') as ServicesSection).services} filter={filter} />}
    </SectionPanel>
  )
}
