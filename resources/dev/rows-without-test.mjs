// Prints the rows of the checklist that no test title names. It reads titles only; what they prove is the tests' business.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const rows = [...readFileSync('tests/requirements.md', 'utf8').matchAll(/^\| ([SB]\d+) \|/gm)].map((match) => match[1])

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : /\.(test|spec)\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const titles = filesBelow('tests').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:test|it|describe)(?:\.\w+)*(?:\([^()'"`]*\))?\(\s*(['"`])((?:[SB]\d+(?:, ?|: ?| |))+)/g)].map((match) => match[2]))
const proven = new Set(titles.flatMap((title) => title.match(/[SB]\d+/g) ?? []))
const missing = rows.filter((id) => !proven.has(id))
process.stdout.write(`${rows.length - missing.length} of ${rows.length} rows have a test. Without one:\n${missing.join(' ')}\n`)
