import { random } from '../../fleet/random.ts'
import { perWorld } from './derived-store.ts'
import { wireMoment } from './wire-moment.ts'

/** One entry of the debug log; `device` is an integer id, null for entries of the server itself. */
export interface DebugRecord {
  readonly id: number
  readonly device: number | null
  readonly entry_time: string
  readonly log_level: 'info' | 'warning' | 'error' | 'critical'
  readonly log_type: 'agent_update' | 'agent_issues' | 'win_updates' | 'system_issues' | 'scripting'
  readonly message: string
}

const MOST = 1500
const entries = [
  ['info', 'agent_update', 'is running the newest version'],
  ['error', 'agent_issues', 'did not answer within the time limit'],
  ['error', 'win_updates', 'reported that an update could not be installed: 0x80070643'],
  ['info', 'scripting', 'finished a script that was started by a policy'],
  ['critical', 'system_issues', 'The mail server refused the connection'],
] as const

/** The debug log of the last 30 days, oldest first; about one entry for every five devices. */
export const debugLog = perWorld((world): readonly DebugRecord[] => {
  const source = random(world.fleet.seed, 'debug')
  const count = Math.min(MOST, 20 + Math.floor(world.fleet.size / 5))
  const times = Array.from({ length: count }, () => source.next() * 30 * 86_400_000).sort((left, right) => right - left)
  return times.map((ago, index) => {
    const [log_level, log_type, text] = source.pick(entries)
    const device = log_type === 'system_issues' ? undefined : world.fleet.byId(source.whole(1, Math.max(1, world.fleet.size)))
    return {
      id: index + 1, device: device?.id ?? null, entry_time: wireMoment(Math.floor(world.fleet.startedAt - ago)), log_level, log_type,
      message: device ? `${device.hostName} ${text}` : text,
    }
  })
})
