import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestCore } from '#tests/builders/test-core.ts'
import type { TestCore } from '#tests/builders/test-core.ts'
import type { PracticeServer } from './practice-server.ts'

/** A core for measuring. `close` removes its profile, `closeOnly` keeps it. */
export interface BenchCore extends TestCore {
  readonly accountId: string
  closeOnly(): Promise<void>
}

/** Opens a core connected to the server, on a temporary profile unless a folder is given. */
export async function openBenchCore(server: PracticeServer, folder = mkdtempSync(join(tmpdir(), 'outrider-bench-'))): Promise<BenchCore> {
  const opened = await openTestCore({ folder })
  const { account } = await opened.api.accounts.add({ vendor: 'tactical-rmm', name: 'Bench', apiUrl: server.url, secrets: { apiKey: server.apiKey } })
  const close = async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...opened, close, closeOnly: opened.close, accountId: account.id }
}
