import { lazy, Suspense } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { AccountsPage } from '../features/accounts/accounts-page.tsx'
import { useAccountsState } from '../features/accounts/accounts-store.ts'
import { ConnectForm } from '../features/accounts/connect-form.tsx'
import { FirstRun } from '../features/accounts/first-run.tsx'
import { SyncProgressBars } from '../features/accounts/sync-progress.tsx'
import { FleetPage } from '../features/inventory/fleet-page.tsx'
import { ProgressLine } from '../ui/progress-line.tsx'
import { say } from './app-words.ts'
import { deviceTabs } from './device-seats.ts'
import { useModes } from './modes-store.ts'
import { rowHeights, usePreferences } from './preferences.ts'
import { useOpenDevice } from './use-open-device.ts'
import { devicePageId, pageId, useWorkspace, useWorkspaceState } from './workspace-store.ts'
import type { Page } from './workspace-store.ts'

const DevicePage = lazy(async () => ({ default: (await import('../features/device/device-page.tsx')).DevicePage }))
const DiagnosticsPage = lazy(async () => ({ default: (await import('../features/diagnostics/diagnostics-page.tsx')).DiagnosticsPage }))
const ActivityPage = lazy(async () => ({ default: (await import('../features/journal/activity-tab.tsx')).ActivityTab }))
const ReviewsPage = lazy(async () => ({ default: (await import('../features/reviews/reviews-page.tsx')).ReviewsPage }))

function Fleet() {
  const workspace = useWorkspace()
  const { isReadOnly, isOffline, vault, requests } = useModes()
  const { density } = usePreferences()
  const openDevice = useOpenDevice()
  const openPart = (deviceId: DeviceId, part: string) => {
    openDevice(deviceId)
    workspace.setDeviceTab(devicePageId(deviceId), part)
  }
  const isFirstRun = useAccountsState((state) => state.isLoaded && state.accounts.length === 0)
  if (isFirstRun) return <FirstRun isReadOnly={isReadOnly} isOffline={isOffline} vault={vault} hasSent={requests > 0} onConnect={() => workspace.open({ kind: 'connect' })} />
  return (
    <>
      <SyncProgressBars />
      <FleetPage rowHeight={rowHeights[density]} actions={{ onOpen: openDevice, onPeek: workspace.togglePeek, onPart: openPart, isReadOnly, isOffline }} />
    </>
  )
}

function Device({ page }: { readonly page: Page & { readonly kind: 'device' } }) {
  const workspace = useWorkspace()
  const { isReadOnly, isOffline } = useModes()
  const id = pageId(page)
  const tab = useWorkspaceState((state) => state.deviceTabs[id]) ?? 'overview'
  return <DevicePage deviceId={page.deviceId} name={page.name} tabs={deviceTabs} tab={tab} onTab={(next) => workspace.setDeviceTab(id, next)} isReadOnly={isReadOnly} isOffline={isOffline} />
}

function Content({ page }: { readonly page: Page }) {
  const workspace = useWorkspace()
  const leaveConnect = () => {
    workspace.close('connect')
    workspace.open({ kind: 'fleet' })
  }
  switch (page.kind) {
    case 'fleet':
      return <Fleet />
    case 'accounts':
      return <AccountsPage onConnect={() => workspace.open({ kind: 'connect' })} />
    case 'connect':
      return <ConnectForm onAdded={leaveConnect} onCancel={() => workspace.close('connect')} />
    case 'activity':
      return <ActivityPage />
    case 'diagnostics':
      return <DiagnosticsPage />
    case 'reviews':
      return <ReviewsPage />
    case 'device':
      return <Device page={page} />
  }
}

/** The page in front. Pages behind it are not drawn, so that they cost nothing and ask nothing. */
export function WorkspacePage() {
  const page = useWorkspaceState((state) => state.pages.find((one) => pageId(one) === state.active))
  return (
    <Suspense fallback={<ProgressLine name={say('workspace')} isBusy />}>
      {page && <Content key={pageId(page)} page={page} />}
    </Suspense>
  )
}
