import { z } from 'zod'
import { CapabilityState } from '../model/capability.ts'
import { Device } from '../model/device.ts'
import { DeviceHealth } from '../model/disk-health.ts'
import { DeviceChange } from '../model/device-change.ts'
import { DeviceNote, ListedNote, longestNote } from '../model/device-note.ts'
import { DeviceId, OperationId } from '../model/ids.ts'
import { CommandShell, Operation, RequestPreview } from '../model/operation.ts'
import { SectionName, SectionState } from '../model/section.ts'
import { command, event } from './define.ts'

/** Freshness of the list facts of a device (B14): every value of a group shares when it was observed and fetched. */
export const FactAge = z.object({
  observedAt: z.number().int().nullable(),
  observedKind: z.enum(['reported', 'bounded', 'unknown']),
  fetchedAt: z.number().int(),
  source: z.string(),
  freshness: z.enum(['fresh', 'ageing', 'stale', 'unknown']),
})

export const DeviceView = z.object({
  device: Device,
  accountName: z.string(),
  /** False while the account is switched off: everything shown is what was stored before (S146). */
  isAccountActive: z.boolean(),
  /** Ages by group of list facts: `status`, `user`, `publicIp`, `identity`, `checks`. */
  ages: z.record(z.string(), FactAge),
  sections: z.array(SectionState),
  capabilities: z.array(CapabilityState),
  /** Shells this device understands, default first (S53). */
  shells: z.array(CommandShell),
})
export type DeviceView = z.infer<typeof DeviceView>

/** One device: its facts and commands on it. */
export const device = {
  /** Everything the store knows about a device. Works offline. */
  get: command({ input: z.strictObject({ deviceId: DeviceId }), output: DeviceView }),
  /** Reads sections from the vendor when they are not fresh; a repeat inside the freshness window sends nothing (S162). */
  refresh: command({
    input: z.strictObject({ deviceId: DeviceId, sections: z.array(SectionName).max(20), force: z.boolean().default(false) }),
    output: DeviceView,
  }),
  /** What changed on it, newest first, from the store (S46). Kept 400 days, at most 1,000 a device. */
  changes: command({
    input: z.strictObject({ deviceId: DeviceId, limit: z.number().int().min(1).max(1_000).default(1_000) }),
    output: z.array(DeviceChange),
  }),
  /** What people wrote about it in this console (S28). Works offline; also of a device that left the list. */
  note: command({ input: z.strictObject({ deviceId: DeviceId }), output: DeviceNote }),
  /**
   * Saves the note in place of the version it was written from (`basedOn`); an empty text takes it away. Fails with
   * `device.note-changed` when somebody saved another one meanwhile. Sends nothing, so read-only mode does not refuse it.
   */
  saveNote: command({
    class: 'local',
    input: z.strictObject({ deviceId: DeviceId, text: z.string().max(longestNote), basedOn: z.number().int().nonnegative() }),
    output: DeviceNote,
  }),
  /** All notes, the last saved first, with those of devices that left the list. */
  notes: command({
    input: z.strictObject({ limit: z.number().int().min(1).max(1_000).default(200) }),
    output: z.object({ items: z.array(ListedNote), total: z.number().int() }),
  }),
  /** Shows the request `runCommand` would send, byte for byte. Sends nothing. */
  previewCommand: command({
    input: z.strictObject({
      deviceId: DeviceId,
      shell: CommandShell,
      command: z.string().min(1).max(10_000),
      timeoutSeconds: z.number().int().min(1).max(3_600).default(60),
      runAsUser: z.boolean().default(false),
    }),
    output: RequestPreview,
  }),
  /** Runs one command on one device. Answers at once with the operation; follow it with `device.operationChanged`. */
  runCommand: command({
    class: 'mutating',
    input: z.strictObject({
      deviceId: DeviceId,
      shell: CommandShell,
      command: z.string().min(1).max(10_000),
      timeoutSeconds: z.number().int().min(1).max(3_600).default(60),
      runAsUser: z.boolean().default(false),
    }),
    output: Operation,
  }),
  /** The health of its disks from stored evidence (S44): word, what triggered it, age. Sends nothing. */
  health: command({ input: z.strictObject({ deviceId: DeviceId }), output: DeviceHealth }),
  /** The request `readHealth` would send. Sends nothing. */
  previewHealth: command({ input: z.strictObject({ deviceId: DeviceId }), output: RequestPreview }),
  /** Reads the health of its disks: one small script that changes nothing, run and recorded like a command. Answers at once. */
  readHealth: command({ class: 'mutating', input: z.strictObject({ deviceId: DeviceId }), output: Operation }),
  /** Stops waiting for an operation. Before sending nothing leaves; afterwards it may have run and says so. */
  cancelOperation: command({ class: 'local', input: z.strictObject({ operationId: OperationId }), output: Operation }),
  operation: command({ input: z.strictObject({ operationId: OperationId }), output: Operation }),
  /** Newest first; `text` searches command, output and device name. */
  operations: command({
    input: z.strictObject({ deviceId: DeviceId.optional(), text: z.string().max(500).optional(), limit: z.number().int().min(1).max(500).default(100) }),
    output: z.array(Operation),
  }),
  /**
   * A piece of the whole redacted output, for the outputs that are cut in `operation`: ask again with `offset` moved by the length of
   * `text` until it reaches `total` (characters).
   */
  output: command({
    input: z.strictObject({ operationId: OperationId, offset: z.number().int().nonnegative().default(0), limit: z.number().int().min(1).max(1_000_000).default(500_000) }),
    output: z.object({ text: z.string(), total: z.number().int() }),
  }),
  operationChanged: event({ payload: Operation }),
  /** Somebody saved another note, or two notes became one. */
  noteChanged: event({ payload: z.object({ deviceId: DeviceId, version: z.number().int() }) }),
  /** Sections of a device are shown differently now: another value, or another reason for having none. A reading that brought the same is not told. */
  sectionsChanged: event({ payload: z.object({ deviceId: DeviceId, sections: z.array(SectionName) }) }),
}
