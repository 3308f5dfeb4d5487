import { Suspense } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { useEvent } from '../../api/use-event.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { TabStrip } from '../../ui/tab-strip.tsx'
import { DeviceHeader } from './device-header.tsx'
import styles from './device-page.module.css'
import type { DeviceTab } from './device-tabs.ts'
import { say } from './device-words.ts'

interface DevicePageProps {
  readonly deviceId: DeviceId
  /** Shown until the device is read. */
  readonly name: string
  readonly tabs: readonly DeviceTab[]
  readonly tab: string
  readonly onTab: (id: string) => void
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

/** Follows what the store learns about a device while its page is open. */
function useDevice(deviceId: DeviceId) {
  const api = useApi()
  const answer = useAnswer(deviceId, () => api.device.get({ deviceId }))
  const isOurs = (ids: readonly string[]) => ids.includes(deviceId)
  useEvent('device.sectionsChanged', (news) => isOurs([news.deviceId]) && answer.reload())
  useEvent('inventory.changed', ({ ids }) => isOurs(ids) && answer.reload())
  useEvent('accounts.changed', () => answer.reload())
  const refresh = useCommand<undefined, SyncSummary>(() => api.sync.device({ deviceId }))
  const run = async () => {
    if (await refresh.run(undefined)) answer.reload()
  }
  return { ...answer, isRefreshing: refresh.isRunning, refreshError: refresh.error, refresh: () => void run() }
}

/** One device: a header that stays, and its parts. Everything shows at once from the store and is refreshed in place. */
export function DevicePage({ deviceId, name, tabs, tab, onTab, isReadOnly, isOffline }: DevicePageProps) {
  const device = useDevice(deviceId)
  const { value: view } = device
  const shown = tabs.find((one) => one.id === tab) ?? tabs[0]
  const error = device.error ?? device.refreshError
  const panelId = `device-panel-${deviceId}`
  return (
    <div className={styles.page}>
      {view && <DeviceHeader device={view.device} isAccountOff={!view.isAccountActive} isRefreshing={device.isRefreshing} onRefresh={device.refresh} onShell={tabs.some((one) => one.id === 'shell') ? () => onTab('shell') : undefined} />}
      <ProgressLine name={say('loading', { name })} isBusy={device.isLoading || device.isRefreshing} />
      {error && <ErrorPanel error={error} />}
      {view && shown && (
        <>
          <TabStrip isWrapped name={say('tabs', { name: view.device.name })} tabs={tabs} active={shown.id} onSelect={onTab} panelId={panelId} />
          <div id={panelId} className={styles.panel} role="tabpanel" aria-label={shown.title}>
            <Suspense fallback={<ProgressLine name={say('loading', { name })} isBusy />}>
              <shown.Component view={view} isReadOnly={isReadOnly} isOffline={isOffline} />
            </Suspense>
          </div>
        </>
      )}
    </div>
  )
}
