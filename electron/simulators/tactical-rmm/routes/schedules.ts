import { route, type Route } from '../route.ts'
import { createHandler, editHandler, listHandler, removeHandler } from '../records/record-resource.ts'
import { scheduleResource } from '../records/schedule-records.ts'

/** Schedules for reports (E159–E162). Creation answers the object, deletion the id. */
export const schedulesRoutes: readonly Route[] = [
  route('GET', '/core/schedules/', 'can_view_schedules', listHandler(scheduleResource)),
  route('POST', '/core/schedules/', 'can_manage_schedules', createHandler(scheduleResource, (row) => row)),
  route('PUT', '/core/schedules/:id(int)/', 'can_manage_schedules', editHandler(scheduleResource, (row) => row)),
  route('DELETE', '/core/schedules/:id(int)/', 'can_manage_schedules', removeHandler(scheduleResource, (row) => row.id)),
]
