import { route, type Route } from '../route.ts'
import { createHandler, editHandler, listHandler, readHandler, removeHandler } from '../records/record-resource.ts'
import { snippetResource } from '../records/script-records.ts'

const saved = () => 'Script snippet was saved successfully'

/** Script snippets (E132–E136). */
export const snippetsRoutes: readonly Route[] = [
  route('GET', '/scripts/snippets/', 'can_list_scripts', listHandler(snippetResource)),
  route('POST', '/scripts/snippets/', 'can_manage_scripts', createHandler(snippetResource, saved)),
  route('GET', '/scripts/snippets/:id(int)/', 'can_list_scripts', readHandler(snippetResource)),
  route('PUT', '/scripts/snippets/:id(int)/', 'can_manage_scripts', editHandler(snippetResource, saved)),
  route('DELETE', '/scripts/snippets/:id(int)/', 'can_manage_scripts',
    removeHandler(snippetResource, () => 'Script snippet was deleted successfully')),
]
