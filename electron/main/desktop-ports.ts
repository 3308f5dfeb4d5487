import { app } from 'electron'
import type { LockedPorts } from '#core/ports.ts'
import { takePassphrase } from '#platform/environment.ts'
import { openLockedPorts, type HostGround } from '#platform/host-ports.ts'
import { spawnInUtility } from './spawn-in-utility.ts'

/** Ports of the desktop host: those of Node, with the simulator in a utility process. */
export const openDesktopPorts = (ground: HostGround): LockedPorts =>
  openLockedPorts(ground, { version: app.getVersion(), passphrase: takePassphrase(process.env), spawnSimulator: spawnInUtility })
