import type { Route } from '../route.ts'
import { bulkRoutes } from './bulk.ts'
import { clientRoutes } from './clients.ts'
import { commandRoutes } from './commands.ts'
import { deploymentRoutes } from './deployments.ts'
import { deviceDetailRoutes } from './device-detail.ts'
import { deviceListRoutes } from './device-list.ts'
import { historyRoutes } from './history.ts'
import { installerRoutes } from './installer.ts'
import { liveStateRoutes } from './live-state.ts'
import { loginRoutes } from './login.ts'
import { noteRoutes } from './notes.ts'
import { pendingActionRoutes } from './pending-actions.ts'
import { powerRoutes } from './power.ts'
import { recordRoutes } from './record-routes.ts'
import { registryRoutes } from './registry.ts'
import { remoteControlRoutes } from './remote-control.ts'
import { serverBasicsRoutes } from './server-basics.ts'
import { serviceRoutes } from './services.ts'
import { siteRoutes } from './sites.ts'
import { softwareRoutes } from './software.ts'
import { winUpdateRoutes } from './win-updates.ts'

/** Everything the server routes; the first match wins, so fixed paths come before those with parameters. */
export const routes: readonly Route[] = [
  ...serverBasicsRoutes, ...loginRoutes, ...deviceListRoutes, ...historyRoutes, ...noteRoutes, ...installerRoutes, ...bulkRoutes,
  ...deploymentRoutes, ...siteRoutes, ...clientRoutes, ...pendingActionRoutes, ...serviceRoutes, ...softwareRoutes, ...winUpdateRoutes,
  ...recordRoutes, ...remoteControlRoutes, ...commandRoutes, ...powerRoutes, ...liveStateRoutes, ...registryRoutes, ...deviceDetailRoutes,
]
