import type { DeviceTab } from '../features/device/device-tabs.ts'
import { say } from '../features/device/device-words.ts'
import { OverviewTab } from '../features/device/overview-tab.tsx'

/** The parts of a device page, in the order they are shown. Parts of other features are added here, lazily. */
export const deviceTabs: readonly DeviceTab[] = [{ id: 'overview', title: say('overview'), Component: OverviewTab }]
