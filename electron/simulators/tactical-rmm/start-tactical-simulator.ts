import { createFleet, type Fleet } from '../fleet/fleet.ts'
import { random } from '../fleet/random.ts'
import type { Simulator, SimulatorOptions } from '../start-simulator.ts'
import { terminalObstacle } from '../this-computer/real-terminal.ts'
import { addThisComputer } from '../this-computer/this-device.ts'
import { startServer } from '../toolkit/simulator-server.ts'
import { apiKeysOf, newUser, usersOf } from './people.ts'
import { routes } from './routes/index.ts'
import { seedRecords } from './records/seed.ts'
import { createTacticalFace } from './tactical-face.ts'
import { createWorld } from './tactical-world.ts'
import type { TacticalWorld } from './world.ts'

/** Starts the Tactical RMM face: a fleet, a server's records over it, and the server on a socket. */
export async function startTacticalSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.now ?? Date.now
  const startedAt = clock()
  const now = options.frozen ? () => startedAt : clock
  const fleet = createFleet({ seed: options.seed, devices: options.devices, waitScale: options.waitScale ?? 1, now, isSteady: options.steady === true || options.frozen === true })
  const notes = options.thisComputer ? joinThisComputer(fleet) : []
  const world = createWorld(fleet)
  const account = createAccount(world)
  seedRecords(world)
  const server = await startServer(createTacticalFace(world, routes), options.port, options.faults ?? [])
  return { ...account, fleet, notes, url: server.url, requests: server.requests, setFaults: server.setFaults, close: server.close }
}

/** Adds this computer; says what will not work on it. */
function joinThisComputer(fleet: Fleet): readonly string[] {
  addThisComputer(fleet)
  return [terminalObstacle()].filter((note) => note !== null)
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const base32 = `${letters}234567`

/** The superuser the practice company signs in with, and a key that acts as it. */
function createAccount(world: TacticalWorld): Pick<Simulator, 'apiKey' | 'user' | 'password' | 'totpSecret'> {
  const source = random(world.fleet.seed, 'account')
  const word = (alphabet: string, length: number): string => Array.from({ length }, () => source.pick([...alphabet])).join('')
  const account = {
    apiKey: word(`${letters}0123456789`, 32), user: 'practice', password: `practice-${word(letters.toLowerCase(), 10)}`, totpSecret: word(base32, 32),
  }
  const user = usersOf(world).insert(newUser({
    username: account.user, password: account.password, totp_key: account.totpSecret, is_superuser: true, email: 'practice@example.com',
  }))
  apiKeysOf(world).insert({
    name: 'practice', key: account.apiKey, expiration: null, user: user.id, created_by: account.user, created_time: null,
    modified_by: null, modified_time: null,
  })
  return account
}
