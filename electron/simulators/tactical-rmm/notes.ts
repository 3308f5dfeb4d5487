import type { FleetDevice } from '../fleet/fleet.ts'
import { random } from '../fleet/random.ts'
import { usersOf } from './people.ts'
import { perWorld } from './records/derived-store.ts'
import { wireMoment } from './records/wire-moment.ts'
import type { TacticalWorld } from './world.ts'

/** A note on a device. `user` is the author's id. */
export interface Note {
  readonly id: number
  readonly device: number
  readonly entry_time: string
  note: string
  readonly user: number
}

const samples = [
  'Replaced the fan, noise is gone.', 'User asked not to restart before noon.', 'Warranty ends in March.',
  'Drucker „Etage 2“ wird über IP angesprochen – nicht löschen!', 'Second monitor flickers; cable ordered.',
] as const

/** All notes. The practice server starts with a few on the first 200 devices. */
const notes = perWorld((world) => {
  const table = world.table<Note>('notes')
  for (const device of world.fleet.devices()) {
    if (device.id > 200) break
    const source = random(device.seed, 'notes')
    if (!source.chance(0.2)) continue
    const at = world.fleet.startedAt - Math.floor(source.next() * 90) * 86_400_000
    // The author of some notes is no longer there.
    table.insert({ device: device.id, entry_time: wireMoment(at), note: source.pick(samples), user: source.chance(0.8) ? 1 : -1 })
  }
  return table
})

export const allNotes = (world: TacticalWorld): readonly Note[] => [...notes(world).rows.values()]
export const noteById = (id: number, world: TacticalWorld): Note | undefined => notes(world).rows.get(id)
export const removeNote = (id: number, world: TacticalWorld): void => void notes(world).rows.delete(id)

export const addNote = (device: FleetDevice, note: string, user: number, world: TacticalWorld): Note =>
  notes(world).insert({ device: device.id, entry_time: wireMoment(world.now()), note, user })

/** A note as the API shows it: `pk` instead of `id`, no author when that user is gone. */
export function shownNote({ id, entry_time, note, user, device }: Note, world: TacticalWorld): unknown {
  const username = usersOf(world).rows.get(user)?.username
  return { pk: id, entry_time, note, ...(username === undefined ? {} : { username }), agent_id: world.fleet.byId(device)?.key ?? '' }
}
