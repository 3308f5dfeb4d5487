import { createElement, lazy } from 'react'
import type { DeviceTab, DeviceTabProps } from '../features/device/device-tabs.ts'
import { say } from '../features/device/device-words.ts'
import { OverviewTab } from '../features/device/overview-tab.tsx'

const PerformanceTab = lazy(async () => ({ default: (await import('../features/metrics/performance-tab.tsx')).PerformanceTab }))
const ShellTab = lazy(async () => ({ default: (await import('../features/shell/shell-tab.tsx')).ShellTab }))
const CommandsPanel = lazy(async () => ({ default: (await import('../features/device/commands-panel.tsx')).CommandsPanel }))
const ServicesTab = lazy(async () => ({ default: (await import('../features/device/services-tab.tsx')).ServicesTab }))
const UpdatesTab = lazy(async () => ({ default: (await import('../features/device/updates-tab.tsx')).UpdatesTab }))
const SoftwareTab = lazy(async () => ({ default: (await import('../features/device/software-tab.tsx')).SoftwareTab }))
const HardwareTab = lazy(async () => ({ default: (await import('../features/device/hardware-tab.tsx')).HardwareTab }))
const NetworkTab = lazy(async () => ({ default: (await import('../features/device/network-tab.tsx')).NetworkTab }))
const ChecksTab = lazy(async () => ({ default: (await import('../features/device/checks-tab.tsx')).ChecksTab }))
const ChangesTab = lazy(async () => ({ default: (await import('../features/device/changes-tab.tsx')).ChangesTab }))
const ActivityTab = lazy(async () => ({ default: (await import('../features/journal/activity-tab.tsx')).ActivityTab }))

const DeviceActivity = ({ view }: DeviceTabProps) => createElement(ActivityTab, { deviceId: view.device.id })

/** The parts of a device page, in the order they are shown. Parts of other features are added here, lazily. */
export const deviceTabs: readonly DeviceTab[] = [
  { id: 'overview', title: say('overview'), Component: OverviewTab },
  { id: 'performance', title: say('performance'), Component: PerformanceTab },
  { id: 'shell', title: say('shell'), Component: ShellTab },
  { id: 'commands', title: say('commands'), Component: CommandsPanel },
  { id: 'services', title: say('services'), Component: ServicesTab },
  { id: 'updates', title: say('updates'), Component: UpdatesTab },
  { id: 'software', title: say('software'), Component: SoftwareTab },
  { id: 'hardware', title: say('hardware'), Component: HardwareTab },
  { id: 'network', title: say('network'), Component: NetworkTab },
  { id: 'checks', title: say('checksTab'), Component: ChecksTab },
  { id: 'changes', title: say('changes'), Component: ChangesTab },
  { id: 'activity', title: say('activity'), Component: DeviceActivity },
]
