import { createHash } from 'node:crypto'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { bodyOf } from '../records/call-body.ts'
import { createHandler, editRow, readHandler, removeRow, tableOf, withRow } from '../records/record-resource.ts'
import { scriptResource, withSnippets, type Script, type ScriptShell } from '../records/script-records.ts'

const EXTENSIONS: Readonly<Record<ScriptShell, string>> = {
  powershell: '.ps1', cmd: '.bat', python: '.py', shell: '.sh', nushell: '.nu', deno: '.ts',
}

const list: Handler = (call, world) => {
  const community = call.query.get('showCommunityScripts') === 'true'
  const hidden = call.query.get('showHiddenScripts') === 'true'
  const shown = [...tableOf(scriptResource, world).rows.values()]
    .filter((script) => (community || script.script_type === 'userdefined') && (hidden || !script.hidden))
  return json(shown.map(({ script_body: _body, script_hash: _hash, ...row }) => row))
}

const edit: Handler = withRow(scriptResource, (script, call, world) => {
  const body = bodyOf(call)
  if (script.script_type === 'builtin') {
    const kept = Object.fromEntries(Object.entries(body).filter(([key]) => key === 'favorite' || key === 'hidden'))
    if (Object.keys(kept).length === 0) return refused('Community scripts cannot be edited.')
    return edited(script, kept, call, world)
  }
  return edited(script, body, call, world)
})

function edited(script: Script, body: Readonly<Record<string, unknown>>, ...[call, world]: Parameters<Handler>) {
  const outcome = editRow(scriptResource, script, body, call, world)
  if ('refusal' in outcome) return outcome.refusal
  const { row } = outcome
  if ('script_body' in body) {
    const script_hash = createHash('sha256').update(row.script_body).digest('hex')
    tableOf(scriptResource, world).rows.set(row.id, { ...row, script_hash })
  }
  return json(`${row.name} was edited!`)
}

const remove: Handler = withRow(scriptResource, (script, call, world) => {
  if (script.script_type === 'builtin') return refused('Community scripts cannot be deleted')
  removeRow(scriptResource, script, call, world)
  return json(`${script.name} was deleted!`)
})

const download: Handler = withRow(scriptResource, (script, call, world) => {
  const plain = call.query.get('with_snippets') === 'false'
  const code = plain ? script.script_body : withSnippets(script.script_body, world)
  return json({ filename: `${script.name}${EXTENSIONS[script.shell]}`, code })
})

/** The scripts library (E126–E131). */
export const scriptsRoutes: readonly Route[] = [
  route('GET', '/scripts/', 'can_list_scripts', list),
  route('POST', '/scripts/', 'can_manage_scripts', createHandler(scriptResource, (row) => `${row.name} was added!`)),
  route('GET', '/scripts/:id(int)/', 'can_list_scripts', readHandler(scriptResource)),
  route('PUT', '/scripts/:id(int)/', 'can_manage_scripts', edit),
  route('DELETE', '/scripts/:id(int)/', 'can_manage_scripts', remove),
  route('GET', '/scripts/:id(int)/download/', 'can_list_scripts', download),
]
