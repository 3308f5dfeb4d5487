import type { Api } from '#shared/contract/client.ts'
import type { PipelineEntry } from '#shared/model/pipeline.ts'
import { copyText } from '../../lib/copy-text.ts'
import { showToast } from '../../ui/toast.tsx'
import { say } from './diagnostics-words.ts'

/** Copies the devices shown and what this console is, for a ticket. The core has redacted it; there are no secrets in it. */
export async function copyDiagnostics(api: Api, devices: readonly PipelineEntry[]): Promise<void> {
  const [console, schedule] = await Promise.all([api.diagnostics.overview({}), api.sync.status({})])
  copyText(JSON.stringify({ console, schedule, devices }, null, 2))
  showToast(say('copied', { count: devices.length }))
}
