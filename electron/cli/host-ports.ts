import type { Ports } from '#core/ports.ts'
import { findDataDir } from '#platform/data-dir.ts'
import { takePassphrase } from '#platform/environment.ts'
import { createNodePorts } from '#platform/node-ports.ts'
import { hasPassphraseVault } from '#platform/passphrase-vault.ts'
import { createPractice } from '#platform/practice-process.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'
import { promptHidden } from './input/secret-input.ts'
import { version } from './version.ts'

/** The passphrase of the vault file: from the environment, else asked for when there is a terminal and a vault to open. */
async function findPassphrase(folder: string): Promise<string | undefined> {
  const given = takePassphrase(process.env)
  if (given !== undefined || !hasPassphraseVault(folder) || !process.stdin.isTTY) return given
  const typed = await promptHidden('Passphrase of this profile: ')
  return typed === '' ? undefined : typed
}

/** The ports of the command line and of the loopback host it serves. */
export async function createHostPorts(host: Ports['host']): Promise<Ports> {
  const folder = findDataDir(process.env)
  const passphrase = await findPassphrase(folder)
  return createNodePorts({ host, version, folder, passphrase, variables: process.env, practice: createPractice(spawnSimulator) })
}
