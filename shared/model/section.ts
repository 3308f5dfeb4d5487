import { z } from 'zod'

/** Parts of a device's facts that a vendor tells, read, hashed and aged together. */
export const sectionNames = ['hardware', 'volumes', 'network', 'software', 'services', 'updates', 'checks', 'alerts', 'custom_fields'] as const
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
export type ServiceItem = z.infer<typeof ServiceItem>

/** One update of the operating system that a device has or needs (S74). */
export const UpdateItem = z.object({
  id: z.string(),
  /** Number of its article, with the letters: `KB5034441`. */
  kb: text,
  title: z.string(),
  /** The vendor's word; null where the publisher gave it none. */
  severity: text,
  categories: z.array(z.string()),
  /** `missing`: known, not installed, not tried in vain. */
  state: z.enum(['missing', 'failed', 'installed', 'unknown']),
  isDownloaded: z.boolean().nullable(),
  /** What was decided about it at the vendor; `policy`: what its policy says. */
  decision: z.enum(['none', 'approved', 'ignored', 'policy']),
  /** Start of that day in UTC. */
  installedAt: z.number().int().nullable(),
  /** A list of an antivirus, replaced several times a day: no news. */
  isDefinition: z.boolean(),
})
export const UpdatesSection = z.object({ updates: z.array(UpdateItem) })
export type UpdatesSection = z.infer<typeof UpdatesSection>
export type UpdateItem = z.infer<typeof UpdateItem>

/** One open alert the vendor raised about the device; one that was closed leaves the list. */
export const AlertItem = z.object({
  id: z.string(),
  message: z.string(),
  /** The vendor's word. */
  severity: text,
  /** The vendor's word for what raised it. */
  kind: text,
  raisedAt: z.number().int().nullable(),
  isSnoozed: z.boolean(),
  snoozedUntil: z.number().int().nullable(),
})
export const AlertsSection = z.object({ alerts: z.array(AlertItem) })
export type AlertsSection = z.infer<typeof AlertsSection>
export type AlertItem = z.infer<typeof AlertItem>

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
export type CheckItem = z.infer<typeof CheckItem>

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
  /** Why the last try to read it failed, or why there never is one, in words; what is shown is older then. */
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
