import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import type { DeviceView } from '#shared/contract/device.ts'
import type { SoftwareItem, SoftwareSection } from '#shared/model/section.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatDate } from '../../lib/format-time.ts'
import { TextField } from '../../ui/text-field.tsx'
import { SectionPanel } from './section-panel.tsx'
import { say } from './section-words.ts'
import styles from './software-tab.module.css'

type Software = z.infer<typeof SoftwareSection>

const rowHeight = 28

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const matchesText = (item: SoftwareItem, wanted: string): boolean => `${item.name}\n${item.version}\n${item.publisher ?? ''}`.toLowerCase().includes(wanted)

const SoftwareRow = ({ item, top }: { readonly item: SoftwareItem; readonly top: number }) => (
  <div className={styles.row} role="row" style={{ transform: `translateY(${top}px)` }}>
    <span role="cell" className={styles.name} title={item.name}>
      {item.name}
    </span>
    <span role="cell">{item.version || '–'}</span>
    <span role="cell" className={styles.quiet}>
      {item.publisher ?? '–'}
    </span>
    <span role="cell" className={styles.number}>
      {item.installedAt === null ? '–' : formatDate(item.installedAt)}
    </span>
    <span role="cell" className={styles.number}>
      {item.bytes === null ? '–' : formatBytes(item.bytes)}
    </span>
  </div>
)

function SoftwareList({ items, text }: { readonly items: readonly SoftwareItem[]; readonly text: string }) {
  const scroll = useRef<HTMLDivElement>(null)
  const wanted = text.trim().toLowerCase()
  const shown = useMemo(() => items.filter((item) => matchesText(item, wanted)).toSorted((a, b) => collator.compare(a.name, b.name)), [items, wanted])
  const rows = useVirtualizer({ count: shown.length, estimateSize: () => rowHeight, getScrollElement: () => scroll.current, overscan: 12 })
  return (
    <div className={styles.list} role="table" aria-label={say('software')} aria-rowcount={shown.length}>
      <div className={styles.head} role="row">
        {[say('name'), say('version'), say('publisher'), say('installed'), say('size')].map((head, index) => (
          <span key={head} role="columnheader" className={index > 2 ? styles.number : undefined}>
            {head}
          </span>
        ))}
      </div>
      <div ref={scroll} className={styles.scroll} tabIndex={0}>
        <div className={styles.all} style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const item = shown[row.index]
            return item && <SoftwareRow key={row.key} item={item} top={row.start} />
          })}
        </div>
        {shown.length === 0 && <p className={styles.empty}>{say('noneLeft', { text })}</p>}
      </div>
      <p className={styles.foot}>{wanted === '' ? say('programs', { count: items.length }) : say('shownOf', { shown: shown.length, total: items.length })}</p>
    </div>
  )
}

/** Every installed program, filtered as you type. */
export function SoftwareTab({ view }: { readonly view: DeviceView }) {
  const [text, setText] = useState('')
  return (
    <SectionPanel
      view={view}
      sections={['software']}
      toolbar={
        <div className={styles.filter}>
          <TextField isLabelHidden label={say('filter')} placeholder={say('filter')} value={text} onChange={setText} />
        </div>
      }
    >
      {(valueOf) => <SoftwareList items={(valueOf('software') as Software).items} text={text} />}
    </SectionPanel>
  )
}
