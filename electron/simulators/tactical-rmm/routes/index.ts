import type { Route } from '../route.ts'
import { bulkRoutes } from './bulk-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { commandRoutes } from './command-routes.ts'
import { deploymentRoutes } from './deployment-routes.ts'
import { deviceDetailRoutes } from './device-detail-routes.ts'
import { deviceListRoutes } from './device-list-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { installerRoutes } from './installer-routes.ts'
import { liveStateRoutes } from './live-state-routes.ts'
import { loginRoutes } from './login-routes.ts'
import { noteRoutes } from './note-routes.ts'
import { pendingActionRoutes } from './pending-action-routes.ts'
import { powerRoutes } from './power-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { registryRoutes } from './registry-routes.ts'
import { remoteControlRoutes } from './remote-control-routes.ts'
import { serverBasicsRoutes } from './server-basics-routes.ts'
import { serviceRoutes } from './service-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { softwareRoutes } from './software-routes.ts'
import { winUpdateRoutes } from './win-update-routes.ts'

/** Everything the server routes; the first match wins, so fixed paths come before those with parameters. */
export const routes: readonly Route[] = [
  ...serverBasicsRoutes, ...loginRoutes, ...deviceListRoutes, ...historyRoutes, ...noteRoutes, ...installerRoutes, ...bulkRoutes,
  ...deploymentRoutes, ...siteRoutes, ...clientRoutes, ...pendingActionRoutes, ...serviceRoutes, ...softwareRoutes, ...winUpdateRoutes,
  ...recordRoutes, ...remoteControlRoutes, ...commandRoutes, ...powerRoutes, ...liveStateRoutes, ...registryRoutes, ...deviceDetailRoutes,
]
