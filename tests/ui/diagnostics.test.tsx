import { within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { PipelineEntry } from '#shared/model/pipeline.ts'
import { AccountId, DeviceId } from '#shared/model/ids.ts'
import { renderConsole } from './render-console.tsx'

/** The page is loaded when it is first opened, which takes a moment on a busy computer. */
const patience = { timeout: 20_000 }

const traceId = 'p1m82d6mmkwj3gkgr'

const anEntry: PipelineEntry = {
  deviceId: DeviceId.parse('d1'),
  deviceName: 'ACME-SQL01',
  accountId: AccountId.parse('acc1'),
  traceId,
  at: Date.now(),
  responses: [{ at: Date.now(), method: 'GET', template: '/agents/?client={client_id}', status: 200, failure: null, attempt: 2, durationMs: 120, bytesIn: 20_480, bytesOut: 371, accountId: 'acc1', traceId }],
  mapped: { fields: ['name', 'status', 'description'], sections: [], failures: {}, rows: 40, rejected: 1, firstRejection: 'hostname: expected text', drift: { new_key: 40 } },
  change: { kind: 'updated', fields: [{ field: 'description', from: null, to: 'Ledger server' }], sections: [], durationMs: 14 },
  recomputed: [
    { kind: 'list-row', revision: 7, afterMs: 250 },
    { kind: 'status', reported: 'online', shown: 'unknown' },
    { kind: 'problem', problem: 'reboot' },
  ],
}

test('S32: a device opens to response, mapped record, change set and what was recomputed, in words', async () => {
  const { screen, user } = await renderConsole({}, (fake) => {
    fake.answer('diagnostics.pipeline', ({ text }) => ({ entries: text === undefined || anEntry.traceId.includes(text) ? [anEntry] : [] }))
    fake.answer('diagnostics.trace', () => ({ traceId, exchanges: anEntry.responses, entries: [anEntry], passes: [], records: [] }))
  })
  await user.click(within(await screen.findByRole('contentinfo')).getByText(/requests/))
  const row = await screen.findByRole('button', { name: /ACME-SQL01/ }, patience)
  expect(row.textContent).toContain('1 field')
  await user.click(row)
  const step = (name: string) => screen.getByRole('region', { name }).textContent
  expect(step('Response')).toMatch(/GET \/agents\/\?client=\{client_id\}200, 20.KiB in, 120 ms, 371.B out, try 2/)
  expect(step('Mapped record')).toMatch(/3 fieldsname, status, descriptionOn a page of 40 devices1 row of the page refused: hostname: expected text.*new_key, 40 times/)
  expect(step('Change set')).toMatch(/descriptionnot reported becomes Ledger serverMapped and stored in 14 ms/)
  expect(step('Recomputed')).toMatch(/revision 7, after 250 ms.*Status: Online, shown as Unknown.*reboot needed/)
  const search = screen.getByLabelText('Find a device or a trace id')
  await user.type(search, traceId)
  expect(await screen.findByRole('region', { name: `Under ${traceId}` })).toBeTruthy()
  await user.type(search, 'x')
  expect(await screen.findByText('No device here matches.')).toBeTruthy()
})

test('S32: before anything came in the page says what will be here', async () => {
  const { screen, user } = await renderConsole({}, (fake) => fake.answer('diagnostics.pipeline', () => ({ entries: [] })))
  await user.click(within(await screen.findByRole('contentinfo')).getByText(/requests/))
  expect(await screen.findByText('No data came in since the console started.', undefined, patience)).toBeTruthy()
})
