import type { HardwareSection } from '#shared/model/section.ts'
import { parseBytes } from '../toolkit/parse-bytes.ts'
import type { TacticalDetail } from './schema.ts'
import { meaningfulList } from './wire-words.ts'
import { flatTexts, isFlatWmi, wmiObjects, wmiPositive, wmiText, wmiWhole, type WmiObject } from './wmi.ts'

type PhysicalDisk = HardwareSection['disks'][number]
type Media = PhysicalDisk['media']

const NOT_READ = 'SMART values are not collected'

/** The physical disks of a device, from the best source it has: WMI, the flat Unix texts, or the summary line. */
export function toPhysicalDisks(detail: TacticalDetail): PhysicalDisk[] {
  const wmi = wmiObjects(detail.wmi_detail, 'disk')
  if (wmi.length > 0) return wmi.map(fromWmi)
  const texts = isFlatWmi(detail.wmi_detail) ? flatTexts(detail.wmi_detail, 'disks') : meaningfulList(detail.physical_disks)
  return texts.map(fromText)
}

function fromWmi(disk: WmiObject, index: number): PhysicalDisk {
  const model = wmiText(disk, 'Model') ?? wmiText(disk, 'Caption')
  const isFailing = wmiText(disk, 'Status')?.toLowerCase() === 'pred fail'
  return {
    key: `disk${wmiWhole(disk, 'Index') ?? index}`,
    model,
    serial: wmiText(disk, 'SerialNumber'),
    bytes: wmiPositive(disk, 'Size'),
    interface: wmiText(disk, 'InterfaceType'),
    media: mediaOf(`${model ?? ''} ${wmiText(disk, 'MediaType') ?? ''}`),
    // The one thing WMI tells about health is a predicted failure; its "OK" is no all-clear.
    health: isFailing ? 'failing' : 'unknown',
    healthReason: isFailing ? 'the system predicts a failure (Status = Pred Fail)' : NOT_READ,
  }
}

const SIZE_AT_END = /\s(\d[\d.,]*\s?[KMGTP]?B)(?:\s+(\w+))?$/i
const KERNEL_NAME = /\b((?:sd|vd|hd|xvd)[a-z]+|nvme\d+n\d+|mmcblk\d+|disk\d+)\b/

/** Reads `"QEMU HARDDISK SCSI HDD sda 512.0 GB"` or `"Samsung SSD 860 EVO 466GB IDE"`. */
function fromText(text: string, index: number): PhysicalDisk {
  const kernelName = KERNEL_NAME.exec(text)?.[1] ?? null
  const size = SIZE_AT_END.exec(text)
  const bus = size?.[2] ?? /\b(SCSI|IDE|SATA|ATA|NVMe|virtio|USB)\b/i.exec(text)?.[1] ?? null
  const model = text.slice(0, size?.index).replace(KERNEL_NAME, '').replace(/\b(HDD|SSD)\b\s*$/, '').replace(/\s+/g, ' ').trim()
  return {
    key: kernelName ?? `disk${index}`,
    model: model === '' ? null : model,
    serial: null,
    bytes: parseBytes(size?.[1]),
    interface: bus,
    media: mediaOf(text),
    health: 'unknown',
    healthReason: NOT_READ,
  }
}

function mediaOf(text: string): Media {
  if (/qemu|vmware|virtual|vbox|virtio|msft/i.test(text)) return 'virtual'
  if (/\bssd\b|nvme|solid state/i.test(text)) return 'ssd'
  return /\bhdd\b/i.test(text) ? 'hdd' : 'unknown'
}
