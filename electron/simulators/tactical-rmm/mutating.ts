import { compileGlob } from '../toolkit/path-pattern.ts'

/** Calls that only read although their verb says otherwise, and sign-in, which changes nothing a customer owns. */
const reading = [
  'PATCH /alerts/', 'PATCH /logs/audit/', 'PATCH /logs/debug/', 'PATCH /checks/*/history/', 'PATCH /core/customfields/',
  'POST /v2/checkcreds/', 'POST /v2/login/', 'POST /logout/', 'POST /logoutall/', 'POST /accounts/users/setup_totp/',
  'POST /core/webtermperms/', 'WS **',
].map(compileGlob)

/** Reads by verb that do something all the same. */
const acting = ['GET /agents/bulkrecovery/', 'GET /core/clearcache/'].map(compileGlob)

/** First lines of the scripts that only read. */
const READING_SCRIPTS = ['outrider-sampler v1', 'outrider-disk-health v1']

/** Whether a request may change something on the server or on a device. */
export function isMutating(method: string, path: string, bodyText: string): boolean {
  const call = `${method} ${path}`
  if (acting.some((matches) => matches(call))) return true
  if (method === 'GET' || method === 'HEAD' || reading.some((matches) => matches(call))) return false
  return !(READING_SCRIPTS.some((mark) => bodyText.includes(mark)) && /\/(cmd|test)\/$/.test(path))
}
