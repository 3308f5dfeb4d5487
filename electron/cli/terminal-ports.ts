import type { Ports } from '#core/ports.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { findDataDir } from '#platform/data-dir.ts'
import { takePassphrase } from '#platform/environment.ts'
import { layGround, openPorts } from '#platform/host-ports.ts'
import { hasPassphraseVault } from '#platform/passphrase-vault.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'
import { promptHidden } from './input/secret-input.ts'
import { version } from './version.ts'

/** The passphrase of the vault file: from the environment, else asked for when there is a terminal and a vault to open. */
async function findPassphrase(): Promise<string | undefined> {
  const given = takePassphrase(process.env)
  if (given !== undefined || !hasPassphraseVault(findDataDir(process.env)) || !process.stdin.isTTY) return given
  const typed = await promptHidden('Passphrase of this profile: ')
  return typed === '' ? undefined : typed
}

/** The ports of the command line and of the loopback host it serves. */
export async function openTerminalPorts(host: Ports['host']): Promise<Ports> {
  const redactor = createRedactor()
  const ground = layGround(host, process.env, (text) => redactor.redact(text))
  return openPorts(ground, { version, passphrase: await findPassphrase(), spawnSimulator })
}
