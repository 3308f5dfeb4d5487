// Loaded before the product: writes every name that is looked up into a file, and looks it up.
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const note = (name) => appendFileSync(process.env.LOOKUPS_FILE, `${name}\n`)

function counting(place, call) {
  const real = place[call]
  place[call] = (name, ...rest) => {
    note(name)
    return real(name, ...rest)
  }
}

for (const call of ['lookup', 'resolve', 'resolve4', 'resolve6']) for (const place of [dns, dns.promises]) counting(place, call)
syncBuiltinESMExports()
