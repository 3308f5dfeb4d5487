// One of several processes that open a profile at once: waits for a line, opens the vault, puts a secret; at the next line says what it finds.
import { createInterface } from 'node:readline'
import { openVault } from '#platform/open-vault.ts'
import { silentLog } from '#tests/builders/silent-log.ts'

const [folder = '', own = '', count = '0'] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = (text: string) => process.stdout.write(`${text}\n`)

say('waits')
await lines.next()
const vault = await openVault({ folder, log: silentLog })
await vault.put(`start/${own}`, 'kept')
say('put')
await lines.next()
const found: string[] = []
for (let index = 0; index < Number(count); index += 1) if (await vault.has(`start/${index}`)) found.push(`start/${index}`)
say(JSON.stringify({ kind: vault.kind, found }))
process.exit(0)
