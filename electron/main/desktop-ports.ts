import { app } from 'electron'
import type { Ports } from '#core/ports.ts'
import { takePassphrase } from '#platform/environment.ts'
import { openPorts, type HostGround } from '#platform/host-ports.ts'
import { spawnInUtility } from './spawn-in-utility.ts'

/** Ports of the desktop host: those of Node, with the simulator in a utility process. */
export const openDesktopPorts = (ground: HostGround): Promise<Ports> =>
  openPorts(ground, { version: app.getVersion(), passphrase: takePassphrase(process.env), spawnSimulator: spawnInUtility })
