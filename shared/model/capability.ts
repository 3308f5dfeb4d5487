import { z } from 'zod'

/** What a console may want from a provider. The interface asks this list and never a vendor's name. */
export const capabilities = [
  'inventory.list',
  'inventory.detail',
  'inventory.software',
  'metrics.live',
  'device.command',
  'shell.interactive',
  'shell.streamed',
  'shell.buffered',
  'device.services',
  'device.processes',
  'device.updates',
  'device.events',
  'device.power',
  'device.files',
  'device.registry',
  'device.notes',
  'alerts.read',
  'alerts.act',
] as const
export const Capability = z.enum(capabilities)
export type Capability = z.infer<typeof Capability>

/** How the vendor gives it: by its own interface, by a script we run, or not at all. */
export const Support = z.enum(['native', 'emulated', 'absent'])
export type Support = z.infer<typeof Support>

/** Whether this account's credential may use it, as far as reads could prove. */
export const Grant = z.enum(['granted', 'denied', 'unproven', 'needs-sign-in'])
export type Grant = z.infer<typeof Grant>

/** One line of the capability matrix of an account. */
export const CapabilityState = z.object({
  capability: Capability,
  support: Support,
  grant: Grant,
  /** Why it is absent, denied or unproven, or what it needs; empty when it simply works. */
  reason: z.string(),
})
export type CapabilityState = z.infer<typeof CapabilityState>

/** Whether a control for the capability may be enabled: the vendor has it and nothing says the key lacks the right. */
export const isUsable = (state: CapabilityState): boolean =>
  state.support !== 'absent' && (state.grant === 'granted' || state.grant === 'unproven')
