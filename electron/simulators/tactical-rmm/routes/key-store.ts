import { route, type Route } from '../route.ts'
import { keyStoreResource } from '../records/key-store-records.ts'
import { createHandler, editHandler, listHandler, removeHandler } from '../records/record-resource.ts'

const ok = () => 'ok'

/** The global key store (E149–E152). There is no way to read a single entry. */
export const keyStoreRoutes: readonly Route[] = [
  route('GET', '/core/keystore/', 'can_view_global_keystore', listHandler(keyStoreResource)),
  route('POST', '/core/keystore/', 'can_edit_global_keystore', createHandler(keyStoreResource, ok)),
  route('PUT', '/core/keystore/:id(int)/', 'can_edit_global_keystore', editHandler(keyStoreResource, ok)),
  route('DELETE', '/core/keystore/:id(int)/', 'can_edit_global_keystore', removeHandler(keyStoreResource, ok)),
]
