import { z } from 'zod'
import { DeviceType } from './device.ts'
import { DeviceId, ShellId } from './ids.ts'

/** How deep a remote prompt goes: a terminal, one streamed command at a time, or one answered command at a time. */
export const ShellDepth = z.enum(['interactive', 'streamed', 'buffered'])
export type ShellDepth = z.infer<typeof ShellDepth>

export const shellStates = ['opening', 'ready', 'running', 'stalled', 'reconnecting', 'closed', 'failed'] as const
export const ShellState = z.enum(shellStates)
export type ShellState = z.infer<typeof ShellState>

/** The only words used for shell states in the interface. */
export const shellWords: Readonly<Record<ShellState, string>> = {
  opening: 'Opening',
  ready: 'Live',
  running: 'Running',
  stalled: 'Stalled',
  reconnecting: 'Reconnecting',
  closed: 'Closed',
  failed: 'Lost',
}

/** Everything the strip above a terminal and the tabs show. Terminal bytes travel separately. */
export const ShellView = z.object({
  id: ShellId,
  deviceId: DeviceId,
  deviceName: z.string(),
  client: z.string().nullable(),
  deviceType: DeviceType,
  shell: z.string(),
  depth: ShellDepth,
  /** Why it is not deeper ("an API key cannot open a terminal; sign in to get one"); null when it is the deepest. */
  depthReason: z.string().nullable(),
  runAs: z.enum(['SYSTEM', 'root', 'user', 'unknown']),
  state: ShellState,
  /** Why it is stalled, reconnecting, closed or failed. */
  says: z.string().nullable(),
  openedAt: z.number().int(),
  roundTripMs: z.number().nullable(),
})
export type ShellView = z.infer<typeof ShellView>

/** What a wrong line costs: on how many people it falls, and whether the system lets it do anything. */
export type ShellRisk = 'high' | 'raised' | 'low'

/** The only words used for it. */
export const riskWords: Readonly<Record<ShellRisk, string>> = { high: 'high risk', raised: 'raised risk', low: 'low risk' }

/**
 * High where both hold, raised where one does: the device serves more than one person, and commands may do anything.
 * What is not known counts as the worse: only a workstation is known to be one person's, only a user to have limits.
 */
export function shellRisk({ deviceType, runAs }: Pick<ShellView, 'deviceType' | 'runAs'>): ShellRisk {
  const isShared = deviceType !== 'workstation'
  const mayAnything = runAs !== 'user'
  return isShared && mayAnything ? 'high' : isShared || mayAnything ? 'raised' : 'low'
}
