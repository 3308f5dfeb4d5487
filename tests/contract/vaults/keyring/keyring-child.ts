// Runs inside a D-Bus session of its own and does what the test asks on its input: {id, method, args} a line.
import { execFileSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Vault } from '#core/ports.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { openVault } from '#platform/open-vault.ts'
import { silentLog } from '#tests/builders/silent-log.ts'

const [folder = '', passphrase] = process.argv.slice(2)
const vault: Vault = await openVault({ folder, passphrase, log: silentLog })
const answer = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`)

/** The Secret Service's own way to lock a collection. */
const lockCall = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
]

type Method = 'put' | 'get' | 'remove' | 'has' | 'lockKeyring'

async function run(method: Method, args: readonly string[]): Promise<unknown> {
  const [key = '', value = ''] = args
  if (method === 'lockKeyring') return execFileSync('dbus-send', lockCall, { encoding: 'utf8' })
  return method === 'put' ? vault.put(key, value) : vault[method](key)
}

answer({ kind: vault.kind, says: vault.says })
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, args } = JSON.parse(line) as { id: number; method: Method; args: readonly string[] }
  try {
    answer({ id, value: (await run(method, args)) ?? null })
  } catch (error) {
    answer({ id, error: isAppError(error) ? error.shape : { code: String(error) } })
  }
}
