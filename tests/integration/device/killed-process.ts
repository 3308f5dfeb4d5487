import type { DeviceId } from '#shared/model/ids.ts'
import type { Operation } from '#shared/model/operation.ts'
import { openTestCore } from '#tests/builders/test-core.ts'

/** Runs one command in a core of its own and prints a line at each step, so that its parent can kill it there. */
const [folder = '', deviceId = '', command = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const { api, core } = await openTestCore({ folder })

core.subscribe(({ path, payload }) => {
  if (path === 'journal.appended' && (payload as { phase: string }).phase === 'intent') say('intent')
  if (path !== 'device.operationChanged') return
  const { sentAt, endedAt, params } = payload as Operation
  if (params['command'] !== command) return
  if (endedAt !== null) say('ended')
  else if (sentAt !== null) say('sent')
})
await api.device.runCommand({ deviceId: deviceId as DeviceId, shell: 'powershell', command })
say('operation')
