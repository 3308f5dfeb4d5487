import type { Route } from '../route.ts'
import { alertTemplatesRoutes } from './alert-templates.ts'
import { alertsRoutes } from './alerts.ts'
import { apiKeysRoutes } from './api-keys.ts'
import { checksRoutes } from './checks.ts'
import { codeSigningRoutes } from './code-signing.ts'
import { coreSettingsRoutes } from './core-settings.ts'
import { customFieldsRoutes } from './custom-fields.ts'
import { keyStoreRoutes } from './key-store.ts'
import { logsRoutes } from './logs.ts'
import { policiesRoutes } from './policies.ts'
import { policyStatusRoutes } from './policy-status.ts'
import { reportSchedulesRoutes } from './report-schedules.ts'
import { reportingRoutes } from './reporting.ts'
import { rolesRoutes } from './roles.ts'
import { schedulesRoutes } from './schedules.ts'
import { scriptsRoutes } from './scripts.ts'
import { snippetsRoutes } from './snippets.ts'
import { tasksRoutes } from './tasks.ts'
import { urlActionsRoutes } from './url-actions.ts'
import { usersRoutes } from './users.ts'

/** Everything about the server's own records: checks, tasks, alerts, automation, library, administration, reporting. */
export const recordRoutes: readonly Route[] = [
  ...checksRoutes, ...tasksRoutes, ...alertsRoutes, ...alertTemplatesRoutes, ...policiesRoutes, ...policyStatusRoutes, ...logsRoutes,
  ...scriptsRoutes, ...snippetsRoutes, ...coreSettingsRoutes, ...customFieldsRoutes, ...keyStoreRoutes, ...urlActionsRoutes,
  ...schedulesRoutes, ...codeSigningRoutes, ...usersRoutes, ...rolesRoutes, ...apiKeysRoutes, ...reportingRoutes, ...reportSchedulesRoutes,
]
