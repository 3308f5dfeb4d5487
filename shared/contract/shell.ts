import { z } from 'zod'
import { DeviceId, ShellId } from '../model/ids.ts'
import { CommandShell, RequestPreview } from '../model/operation.ts'
import { ShellDepth, ShellView } from '../model/shell.ts'
import { command, event } from './define.ts'

/** Remote shells. A shell belongs to the caller that opened it. */
export const shell = {
  open: command({
    class: 'mutating',
    input: z.strictObject({
      deviceId: DeviceId,
      shell: CommandShell.optional(),
      /** Ask for a lesser depth than the best one; refused when the account cannot give it. */
      depth: ShellDepth.optional(),
      runAsUser: z.boolean().default(false),
      columns: z.number().int().min(2).max(1_000).default(80),
      rows: z.number().int().min(2).max(1_000).default(24),
    }),
    output: ShellView,
  }),
  /** Exactly what opening a terminal, or running `line` in command mode, would send (B73). Sends no more than the question what is on offer. */
  preview: command({
    input: z.strictObject({ deviceId: DeviceId, shell: CommandShell.optional(), depth: ShellDepth.optional(), runAsUser: z.boolean().default(false), line: z.string().max(10_000).default('') }),
    output: z.object({ depth: ShellDepth, request: RequestPreview }),
  }),
  /** Keystrokes. Refused (with a bell on screen) unless the shell is live; never queued into a dead socket. */
  input: command({ class: 'mutating', input: z.strictObject({ shellId: ShellId, data: z.string().max(65_536) }), output: z.object({ accepted: z.boolean() }) }),
  resize: command({
    class: 'local',
    input: z.strictObject({ shellId: ShellId, columns: z.number().int().min(2).max(1_000), rows: z.number().int().min(2).max(1_000) }),
    output: z.object({ accepted: z.boolean() }),
  }),
  /** Tells how many characters were drawn, so that output may go on (flow control). */
  acknowledge: command({ class: 'local', input: z.strictObject({ shellId: ShellId, characters: z.number().int().nonnegative() }), output: z.object({ accepted: z.boolean() }) }),
  /** Interrupts: Ctrl-C on a terminal, cancel in command mode. Drops output that is waiting. */
  interrupt: command({ class: 'local', input: z.strictObject({ shellId: ShellId }), output: z.object({ accepted: z.boolean() }) }),
  close: command({ class: 'local', input: z.strictObject({ shellId: ShellId }), output: z.object({ closed: z.boolean() }) }),
  list: command({ input: z.strictObject({}), output: z.array(ShellView) }),
  /** Terminal bytes as text, numbered without gaps per shell. */
  output: event({ audience: 'owner', payload: z.object({ shellId: ShellId, sequence: z.number().int(), data: z.string() }) }),
  changed: event({ audience: 'owner', payload: ShellView }),
}
