import type { ComponentType } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'

/** What every part of a device page is given. */
export interface DeviceTabProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

/**
 * One part of a device page. The window composes the list (`app/device-seats.ts`), because parts live in several
 * features and features do not know each other.
 */
export interface DeviceTab {
  readonly id: string
  readonly title: string
  /** Usually `lazy(…)`: a part is loaded when it is first opened. */
  readonly Component: ComponentType<DeviceTabProps>
}
