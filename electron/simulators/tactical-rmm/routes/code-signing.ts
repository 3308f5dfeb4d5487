import { json, refused, route, type Handler, type Route } from '../route.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { clearCodeSigningToken, codeSigningToken } from '../records/core-settings-record.ts'

const read: Handler = (_call, world) => json({ token: codeSigningToken(world) })

const check: Handler = (call) =>
  String(needed(bodyOf(call), 'token')).trim() === '' ? refused('Invalid token') : refused('Unable to contact the code signing server')

const sign: Handler = (_call, world) =>
  codeSigningToken(world) === '' ? refused('No code signing token has been saved') : json('Agents will be code signed shortly')

const remove: Handler = (_call, world) => {
  clearCodeSigningToken(world)
  return json('ok')
}

/** The code-signing token (E166–E169). A practice server has none and cannot check one. */
export const codeSigningRoutes: readonly Route[] = [
  route('GET', '/core/codesign/', 'can_code_sign', read),
  route('PATCH', '/core/codesign/', 'can_code_sign', check),
  route('POST', '/core/codesign/', 'can_code_sign', sign),
  route('DELETE', '/core/codesign/', 'can_code_sign', remove),
]
