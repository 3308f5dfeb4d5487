// A process that syncs an invented fleet page by page until it is killed. It says every page it stored, on its own line.
import { writeSync } from 'node:fs'
import { openInProcessStore } from '#platform/in-process-store.ts'
import { aListPage, findListParser } from '#tests/builders/a-list-page.ts'
import { fleetPages, type KilledFleet } from '#tests/builders/versioned-fleet.ts'

const given = JSON.parse(process.argv[2] ?? '') as KilledFleet
const { store } = openInProcessStore({ ...given, companyId: 'c1', findParser: findListParser })
const say = (line: string) => void writeSync(1, `${line}\n`)

async function pass(version: number, stored: ReadonlySet<string>): Promise<void> {
  const passId = `p${version}`
  for (const [pageKey, devices] of Object.entries(fleetPages(version))) {
    if (stored.has(pageKey)) continue
    await store.write.ingestPage(aListPage({ devices }, { passId, pageKey, fetchedAt: version, batchSize: 10 }))
    say(`${passId} ${pageKey}`)
  }
  await store.write.finishPass({ accountId: 'a1', passId, isComplete: true, startedAt: version, fetchedAt: version })
  say(`${passId} done`)
}

const { unfinished } = (await store.read.listStates())['a1'] ?? {}
let version = unfinished ? Number(unfinished.passId.slice(1)) : given.version
say('started')
if (unfinished) await pass(version++, new Set(unfinished.pages))
for (; ; version++) {
  await store.write.beginPass('a1', `p${version}`, version)
  await pass(version, new Set())
}
