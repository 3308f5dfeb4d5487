import { arch, hostname, platform, release, type, userInfo } from 'node:os'
import type { FleetDevice } from '../fleet/fleet-device.ts'
import { NEWEST_VERSION } from '../fleet/device-identity.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { hash, random } from '../fleet/random.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Adds the computer the simulator runs on as one more device, in a client of its own. */
export function addThisComputer(fleet: Fleet): FleetDevice {
  const client = fleet.places.addClient('This computer')
  const site = fleet.places.addSite(client.id, 'Here')
  const source = random(fleet.seed, 'this computer')
  const device: FleetDevice = {
    id: Math.max(0, ...[...fleet.devices()].map(({ id }) => id)) + 1, key: Array.from({ length: 40 }, () => letters[source.whole(0, 51)]).join(''),
    hostName: hostname(), platform: platform() === 'win32' ? 'windows' : platform() === 'darwin' ? 'darwin' : 'linux', kind: 'workstation',
    architecture: arch() === 'arm64' ? 'arm64' : 'amd64', operatingSystem: `${type()} ${release()} ${arch()}`, serial: '',
    model: { make: 'This', model: 'computer', form: 'desktop', processors: [0], serialPattern: '' },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, habit: 'steady', clientVersion: NEWEST_VERSION, owner: userInfo().username,
    oddities: { noHardware: false, oldHardware: false, noPublicAddress: true, bareInventory: false },
    seed: hash(fleet.seed, 'this computer'), specimen: null, isThisComputer: true, siteId: site.id,
  }
  fleet.add(device)
  return device
}
