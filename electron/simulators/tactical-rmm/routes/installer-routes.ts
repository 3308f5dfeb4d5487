import { NEWEST_VERSION } from '../../fleet/device-identity.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, neededNumber } from '../records/call-body.ts'
import { codeSigningToken } from '../records/core-settings-record.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, refused, route, type Handler, type Route } from '../route.ts'
import { canSeeSite } from '../scope.ts'

const SIGNING = 'Linux/Mac agents require code signing. Please see https://docs.example.com/code_signing/ for more info.'

const installer: Handler = (call, world) => {
  const body = bodyOf(call)
  for (const key of ['client', 'expires', 'agenttype', 'power', 'rdp', 'ping', 'goarch', 'api', 'fileName', 'plat']) needed(body, key)
  const siteId = neededNumber(body, 'site')
  const method = String(needed(body, 'installMethod'))
  if (!world.fleet.places.sites.has(siteId)) return noSuch('Site')
  if (!canSeeSite(call.caller, siteId, world)) return forbidden()
  if ((method === 'bash' || method === 'mac') && !codeSigningToken(world)) return refused(SIGNING)
  writeAudit(world, call, { action: 'agent_install', objectType: 'agent', message: `${call.caller.username} generated an agent installer` })
  const program = `tacticalagent-v${NEWEST_VERSION}-${String(body.plat)}-${String(body.goarch)}.exe`
  const where = `--api ${String(body.api)} --client-id ${String(body.client)} --site-id ${siteId}`
  const how = `--agent-type ${String(body.agenttype)} --auth ${'0123456789abcdef'.repeat(4)}`
  const command = `${program} /VERYSILENT /SUPPRESSMSGBOXES && tacticalrmm.exe -m install ${where} ${how}`
  if (method === 'manual' || method === 'mac') return json({ cmd: command, url: `https://agents.example.com/${program}` })
  const isBinary = method === 'exe'
  return {
    kind: 'file', status: 200, contentType: isBinary ? 'application/octet-stream' : 'text/plain',
    bytes: Buffer.from(isBinary ? 'MZ practice installer' : `# practice installer\n${command}\n`),
  }
}

/** E17. */
export const installerRoutes: readonly Route[] = [route('POST', '/agents/installer/', 'can_install_agents', installer)]
