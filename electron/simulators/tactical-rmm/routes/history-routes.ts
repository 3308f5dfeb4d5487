import { historyOf, scriptRuns, shownHistory, type HistoryEntry } from '../history.ts'
import { rowPieces } from '../device-row.ts'
import { json, route, type Handler, type Route } from '../route.ts'
import { onDevice, visibleDevices } from '../scope.ts'
import { readMoment } from '../records/wire-moment.ts'
import { scriptsOf } from '../records/script-records.ts'

const DAY = 86_400_000

const ofDevice: Handler = onDevice((device, _call, world) => json(historyOf(device, world).map((entry) => shownHistory(entry, world))))

/** Very large for large fleets, as on a real server. */
const all: Handler = (call, world) => {
  const busy = [...visibleDevices(call.caller, world)].filter((device) => historyOf(device, world).length)
  const toJson = (device: (typeof busy)[number]): string => historyOf(device, world).map((entry) => JSON.stringify(shownHistory(entry, world))).join(',')
  return { kind: 'json-pieces', status: 200, pieces: rowPieces(busy, toJson) }
}

const runs: Handler = ({ query }, world) => {
  const limit = query.get('limit')
  if (limit !== null && !/^\d+$/.test(limit)) throw new TypeError('limit is no number')
  const start = readMoment(query.get('start') ?? '')
  const end = readMoment(query.get('end') ?? '')
  const name = query.get('scriptname')
  const fits = (entry: HistoryEntry): boolean => {
    const at = Date.parse(entry.time)
    if (start !== undefined && end !== undefined && (at < start || at > end + DAY)) return false
    return name === null || scriptsOf(world).get(entry.script ?? 0)?.name === name
  }
  const rows: unknown[] = []
  for (const entry of scriptRuns(world)) {
    if (rows.length >= Number(limit ?? Infinity)) break
    if (fits(entry)) rows.push(shownRun(shownHistory(entry, world), world.fleet.byId(entry.agent)?.key ?? ''))
  }
  return json(rows)
}

const shownRun = (entry: Readonly<Record<string, unknown>>, key: string): unknown => {
  const { id, time, username, script, script_results, agent } = entry
  const named = 'script_name' in entry ? { script_name: entry.script_name } : {}
  return { id, time, username, script, script_results, agent, ...named, agent_id: key }
}

/** E23, E25, E26. */
export const historyRoutes: readonly Route[] = [
  route('GET', '/agents/scripthistory/', 'can_list_agent_history', runs),
  route('GET', '/agents/history/', 'can_list_agent_history', all),
  route('GET', '/agents/:agentId/history/', 'can_list_agent_history', ofDevice),
]
