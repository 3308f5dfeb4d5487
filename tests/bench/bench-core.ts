import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectTo, openTestCore } from '#tests/builders/test-core.ts'
import type { TestCore } from '#tests/builders/test-core.ts'
import type { PracticeServer } from './practice-server.ts'

/** A core for measuring, on a temporary profile that is removed at the end. */
export interface BenchCore extends TestCore {
  readonly accountId: string
}

/** Opens a core connected to the server. `batch` is the rows per transaction. */
export async function openBenchCore(server: PracticeServer): Promise<BenchCore> {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-bench-'))
  const opened = await openTestCore({ folder, variables: { OUTRIDER_SYNC_BATCH_SIZE: '500' } })
  const { account } = await opened.api.accounts.add({ vendor: 'tactical-rmm', name: 'Bench', apiUrl: server.url, secrets: { apiKey: server.apiKey } })
  const close = async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...opened, api: connectTo(opened.core), close, accountId: account.id }
}
