import type { z } from 'zod'
import type { HardwareSection, VolumesSection } from '#shared/model/section.ts'
import { formatBytes, formatCount, formatPercent } from '../../lib/format-number.ts'
import { formatDate } from '../../lib/format-time.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import type { DeviceTabProps } from './device-tabs.ts'
import { DiskPanel } from './disk-panel.tsx'
import { FactTable } from './fact-table.tsx'
import styles from './hardware-tab.module.css'
import { MemoryUse } from './memory-use.tsx'
import { SectionPanel } from './section-panel.tsx'
import { say } from './section-words.ts'
import { UsedBar } from './used-bar.tsx'

type Hardware = HardwareSection
type Volumes = z.infer<typeof VolumesSection>

const bytesOrNull = (bytes: number | null) => (bytes === null ? null : formatBytes(bytes))
const dateOrNull = (at: number | null) => (at === null ? null : formatDate(at))

function SystemFacts({ value }: { readonly value: Hardware }) {
  const kind = value.isVirtual === null ? null : value.isVirtual ? say('virtual') : say('physical')
  return (
    <div className={styles.columns}>
      <section>
        <h3 className={styles.title}>{say('system')}</h3>
        <KeyValues
          facts={[
            { name: say('model'), value: value.model },
            { name: say('manufacturer'), value: value.manufacturer },
            { name: say('serial'), value: value.serial && <code>{value.serial}</code> },
            { name: say('uuid'), value: value.systemUuid && <code>{value.systemUuid}</code> },
            { name: say('kind'), value: kind },
            { name: say('domain'), value: value.domain },
          ]}
        />
      </section>
      <section>
        <h3 className={styles.title}>{say('board')}</h3>
        <KeyValues
          facts={[
            { name: say('boardName'), value: value.board },
            { name: say('bios'), value: value.biosVersion },
            { name: say('biosDate'), value: dateOrNull(value.biosDate) },
            { name: say('os'), value: value.osName },
            { name: say('osVersion'), value: value.osVersion },
            { name: say('installed'), value: dateOrNull(value.osInstalledAt) },
          ]}
        />
      </section>
    </div>
  )
}

const ProcessorTable = ({ value }: { readonly value: Hardware }) => (
  <FactTable
    caption={value.cores === null ? say('processors') : `${say('processors')}: ${say('coresOf', { cores: value.cores, logical: value.logicalCores ?? '–' })}`}
    rows={value.processors}
    keyOf={(_, index) => String(index)}
    columns={[
      { head: say('model'), cell: (row) => row.model },
      { head: say('slot'), cell: (row) => row.socket },
      { head: say('cores'), isNumber: true, cell: (row) => row.cores && `${formatCount(row.cores)} / ${row.logicalCores === null ? '–' : formatCount(row.logicalCores)}` },
      { head: say('speed'), isNumber: true, cell: (row) => row.maxMhz && say('mhz', { speed: formatCount(row.maxMhz) }) },
    ]}
  />
)

const MemoryTable = ({ value }: { readonly value: Hardware }) => (
  <FactTable
    caption={value.memoryTotal === null ? say('memory') : `${say('memory')}: ${formatBytes(value.memoryTotal)}`}
    rows={value.memoryModules}
    keyOf={(row, index) => `${row.slot}|${index}`}
    columns={[
      { head: say('slot'), cell: (row) => row.slot },
      { head: say('size'), isNumber: true, cell: (row) => bytesOrNull(row.bytes) },
      { head: say('speed'), isNumber: true, cell: (row) => row.mhz && say('mhz', { speed: formatCount(row.mhz) }) },
      { head: say('manufacturer'), cell: (row) => row.manufacturer },
      { head: say('part'), cell: (row) => row.partNumber && <code>{row.partNumber}</code> },
    ]}
  />
)

const VolumeTable = ({ value, hardware }: { readonly value: Volumes; readonly hardware: Hardware | null }) => (
  <FactTable
    caption={say('volumes')}
    rows={value.volumes}
    keyOf={(row) => row.name}
    columns={[
      { head: say('volume'), cell: (row) => row.name },
      { head: say('fileSystem'), cell: (row) => row.fileSystem },
      { head: say('size'), isNumber: true, cell: (row) => bytesOrNull(row.bytes) },
      { head: say('free'), isNumber: true, cell: (row) => bytesOrNull(row.freeBytes) },
      { head: say('used'), isNumber: true, cell: (row) => row.usedPercent !== null && <UsedBar percent={row.usedPercent} label={formatPercent(row.usedPercent)} /> },
      { head: say('onDisk'), cell: (row) => hardware?.disks.find((disk) => disk.key === row.disk)?.model ?? row.disk ?? row.diskReason },
      ...(value.volumes.some((one) => one.flag) ? [{ head: say('note'), cell: (row: Volumes['volumes'][number]) => row.flag ?? '' }] : []),
    ]}
  />
)

/** Exact model and serial to read out on the phone, and what is inside. */
export const HardwareTab = (props: DeviceTabProps) => (
  <SectionPanel view={props.view} sections={['hardware', 'volumes']}>
    {(valueOf) => {
      const hardware = valueOf('hardware') as Hardware | null
      const volumes = valueOf('volumes') as Volumes | null
      return (
        <>
          {hardware && <SystemFacts value={hardware} />}
          {volumes && <VolumeTable value={volumes} hardware={hardware} />}
          {hardware && <DiskPanel {...props} disks={hardware.disks} />}
          {hardware && <ProcessorTable value={hardware} />}
          {hardware && <MemoryTable value={hardware} />}
          {hardware && <MemoryUse deviceId={props.view.device.id} />}
          {hardware && (
            <FactTable
              caption={say('graphics')}
              rows={hardware.graphics}
              keyOf={(_, index) => String(index)}
              columns={[
                { head: say('name'), cell: (row) => row.name },
                { head: say('driver'), cell: (row) => row.driverVersion },
                { head: say('memory'), isNumber: true, cell: (row) => bytesOrNull(row.bytes) },
              ]}
            />
          )}
        </>
      )
    }}
  </SectionPanel>
)
