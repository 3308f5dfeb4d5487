import { z } from 'zod'

/** Parts of a device's facts that a vendor tells, read, hashed and aged together. */
export const sectionNames = ['hardware', 'volumes', 'network', 'software', 'services', 'checks', 'custom_fields'] as const
/** Those, and what only a script on the device can tell. */
export const SectionName = z.enum([...sectionNames, 'disk_health'])
export type SectionName = z.infer<typeof SectionName>

const text = z.string().nullable()
const int = z.number().int().nullable()

export const Processor = z.object({ model: text, socket: text, cores: int, logicalCores: int, maxMhz: int })
export const MemoryModule = z.object({ slot: text, bytes: int, mhz: int, manufacturer: text, partNumber: text })
export const PhysicalDisk = z.object({
  /** Key that volumes refer to (`Volume.disk`); unique within the device. */
  key: z.string(),
  model: text,
  serial: text,
  bytes: int,
  interface: text,
  media: z.enum(['ssd', 'hdd', 'virtual', 'unknown']),
  health: z.enum(['good', 'warning', 'failing', 'unknown']),
  /** The attribute that triggered a verdict other than good, or why it is unknown. */
  healthReason: text,
  /** When the attributes behind the word were read; absent without them. */
  healthReadAt: int.optional(),
})

/** S38, S40-S42: what the device is made of. */
export const HardwareSection = z.object({
  manufacturer: text,
  model: text,
  serial: text,
  systemUuid: text,
  isVirtual: z.boolean().nullable(),
  processors: z.array(Processor),
  /** Summed over sockets; null when not reported. */
  cores: int,
  logicalCores: int,
  memoryTotal: int,
  memoryModules: z.array(MemoryModule),
  disks: z.array(PhysicalDisk),
  graphics: z.array(z.object({ name: text, driverVersion: text, bytes: int })),
  biosVersion: text,
  biosDate: z.number().int().nullable(),
  board: text,
  osName: text,
  osVersion: text,
  osInstalledAt: z.number().int().nullable(),
  domain: text,
})
export type HardwareSection = z.infer<typeof HardwareSection>

/** S42, S43: one mounted volume. Bytes are integers; `disk` is null with `diskReason` when the link is not resolved. */
export const Volume = z.object({
  name: z.string(),
  fileSystem: text,
  bytes: int,
  freeBytes: int,
  usedPercent: z.number().nullable(),
  disk: text,
  diskReason: text,
  /** Set when the payload contradicted itself and the value was recomputed from bytes (S41, S43). */
  flag: text,
})
export const VolumesSection = z.object({ volumes: z.array(Volume) })
export type VolumesSection = z.infer<typeof VolumesSection>

/** S45, S46: one network adapter. MACs are upper-case colon form; link-local addresses are kept and marked by their prefix. */
export const Adapter = z.object({
  name: z.string(),
  description: text,
  mac: text,
  ipv4: z.array(z.string()),
  ipv6: z.array(z.string()),
  gateways: z.array(z.string()),
  dns: z.array(z.string()),
  isDhcp: z.boolean().nullable(),
  dhcpServer: text,
  speedMbps: int,
  status: z.enum(['connected', 'disconnected', 'disabled', 'unknown']),
  isVirtual: z.boolean(),
})
export const NetworkSection = z.object({ adapters: z.array(Adapter), publicIp: text })
export type NetworkSection = z.infer<typeof NetworkSection>

/** S12: one installed program. `installedAt` is the start of that day in UTC. */
export const SoftwareItem = z.object({
  name: z.string(),
  version: z.string(),
  publisher: text,
  installedAt: z.number().int().nullable(),
  bytes: int,
  location: text,
})
export const SoftwareSection = z.object({ items: z.array(SoftwareItem) })
export type SoftwareSection = z.infer<typeof SoftwareSection>
export type SoftwareItem = z.infer<typeof SoftwareItem>

export const ServiceItem = z.object({
  name: z.string(),
  displayName: text,
  state: z.string(),
  startType: text,
  account: text,
  pid: int,
  path: text,
  description: text,
})
export const ServicesSection = z.object({ services: z.array(ServiceItem) })
export type ServicesSection = z.infer<typeof ServicesSection>

/** One check the vendor runs on the device, with its last result. */
export const CheckItem = z.object({
  id: z.string(),
  name: z.string(),
  /** The vendor's word for its type. */
  kind: text,
  status: z.enum(['passing', 'failing', 'pending']),
  severity: text,
  lastRunAt: z.number().int().nullable(),
  detail: text,
  failCount: int,
  /** Last measured values, oldest first, when the check measures something. */
  recent: z.array(z.number()),
  /** True when a policy brought it. */
  isInherited: z.boolean(),
})
export const ChecksSection = z.object({ checks: z.array(CheckItem) })
export type ChecksSection = z.infer<typeof ChecksSection>

/** The vendor's custom fields of the device that have a value. */
export const CustomFieldsSection = z.object({
  fields: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]) })),
})
export type CustomFieldsSection = z.infer<typeof CustomFieldsSection>

/** A section as it is shown: its value and where and when it comes from (B14). */
export const SectionState = z.object({
  section: SectionName,
  /** Null when it was never read. */
  value: z.unknown(),
  /** When the device reported it; null with kind `unknown`. */
  observedAt: z.number().int().nullable(),
  observedKind: z.enum(['reported', 'bounded', 'unknown']),
  fetchedAt: z.number().int().nullable(),
  /** The call that brought it, in words ("Tactical RMM, device detail"). */
  source: z.string(),
  freshness: z.enum(['fresh', 'ageing', 'stale', 'unknown']),
  /** Why there is no value: `not reported`, `not collected`, `not available from this vendor`, `no right`. */
  missing: z.string().nullable(),
  /** Why the last try to read it failed, in words; what is shown is older then. */
  problem: z.string().optional(),
})
export type SectionState = z.infer<typeof SectionState>

/** A section as a provider delivers it, before it is hashed and stored. */
export interface IncomingSection {
  readonly section: SectionName
  readonly value: unknown
  readonly observedAt: number | null
  readonly observedKind: 'reported' | 'bounded' | 'unknown'
  readonly source: string
}
