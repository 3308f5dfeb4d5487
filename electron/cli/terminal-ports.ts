import type { LockedPorts, Ports } from '#core/ports.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { findDataDir } from '#platform/data-dir.ts'
import { takePassphrase } from '#platform/environment.ts'
import type { HostGround } from '#platform/host-ports.ts'
import { layGround, openLockedPorts, openPorts } from '#platform/host-ports.ts'
import { hasPassphraseVault } from '#platform/passphrase-vault.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'
import { promptHidden } from './input/secret-input.ts'
import { withReference } from './reference.ts'
import { version } from './version.ts'

interface FoundPassphrase {
  readonly passphrase: string | undefined
  readonly wasTyped: boolean
}

/** The passphrase of the vault file: from the environment, else asked for when there is a terminal and a vault to open. */
async function findPassphrase(): Promise<FoundPassphrase> {
  const given = takePassphrase(process.env)
  if (given !== undefined || !hasPassphraseVault(findDataDir(process.env)) || !process.stdin.isTTY) return { passphrase: given, wasTyped: false }
  const typed = await promptHidden('Passphrase of this profile: ')
  return { passphrase: typed === '' ? undefined : typed, wasTyped: true }
}

function layTerminalGround(host: Ports['host']): HostGround {
  const redactor = createRedactor()
  return layGround(host, process.env, (text) => redactor.redact(text))
}

/** The ports of a command. */
export async function openTerminalPorts(handover?: Ports['handover']): Promise<Ports> {
  const ground = layTerminalGround('cli')
  const passphrase = await findPassphrase()
  return withReference(ground.log, () => openPorts(ground, { version, ...passphrase, spawnSimulator, handover }))
}

/** The ports of the loopback host: its screens ask for what opens the keys, so the terminal does not. */
export function openServedPorts(): LockedPorts {
  return openLockedPorts(layTerminalGround('browser'), { version, passphrase: takePassphrase(process.env), spawnSimulator })
}
