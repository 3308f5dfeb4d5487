import { isAppError } from '#shared/errors/app-error.ts'
import type { Capability, CapabilityState, Grant } from '#shared/model/capability.ts'
import type { MissingRight } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { route } from '../toolkit/route.ts'
import { manifest } from './manifest.ts'
import { readRoleEvidence } from './role-evidence.ts'

/** A device and an alert that do not exist: the server checks the right first, then looks for them. */
const nowhere = { agent_id: 'Outriderasksforrights'.padEnd(40, 'x'), alert_id: 2_147_483_647 }

const NOT_OFFERED = 'This server does not offer it.'

interface Question {
  /** Template of a route. */
  readonly at: string
  readonly right: string
  readonly capabilities: readonly Capability[]
}

/** Rights that a read can prove. Nothing is found and no device is touched: 404 means the right is there, 403 that it is not. */
const questions: readonly Question[] = [
  { at: '/software/{agent_id}/', right: 'can_list_software', capabilities: ['inventory.software'] },
  { at: '/agents/{agent_id}/processes/', right: 'can_manage_procs', capabilities: ['device.processes'] },
  { at: '/services/{agent_id}/', right: 'can_manage_winsvcs', capabilities: ['device.services'] },
  { at: '/agents/{agent_id}/eventlog/System/1/', right: 'can_view_eventlogs', capabilities: ['device.events'] },
  { at: '/winupdate/{agent_id}/', right: 'can_manage_winupdates', capabilities: ['device.updates'] },
  { at: '/agents/{agent_id}/notes/', right: 'can_list_notes', capabilities: ['device.notes'] },
  { at: '/agents/{agent_id}/registry/', right: 'can_use_registry', capabilities: ['device.registry'] },
  { at: '/alerts/{alert_id}/', right: 'can_list_alerts', capabilities: ['alerts.read'] },
  { at: '/agents/{agent_id}/terminal-defaults/', right: 'can_use_terminal', capabilities: ['shell.interactive'] },
]

/** Rights that only using them would prove. */
const unprovable: Readonly<Partial<Record<Capability, string>>> = {
  'metrics.live': 'can_send_cmd',
  'device.command': 'can_send_cmd',
  'shell.streamed': 'can_send_cmd',
  'shell.buffered': 'can_send_cmd',
  'device.power': 'can_reboot_agents',
  'alerts.act': 'can_manage_alerts',
}

/** What a refusal for want of a right means for everything that needs it. */
export const missingRight = (right: string): MissingRight => ({
  right,
  capabilities: Object.entries(unprovable).flatMap(([capability, needed]) => (needed === right ? [capability as Capability] : [])),
})

interface Finding {
  readonly grant: Grant
  readonly reason: string
}

/** Finds out by reads alone what the key may do (B1). `mayList` is known already; `hasToken` decides about sockets. */
export async function probeRights(client: ApiClient, options: { readonly mayList: boolean; readonly hasToken: boolean; readonly signal: AbortSignal | undefined }): Promise<CapabilityState[]> {
  const canTell = options.mayList && (await ask(client, { at: '/agents/{agent_id}/', right: 'can_list_agents', capabilities: [] }, options.signal)).grant === 'granted'
  const findings = new Map<Capability, Finding>()
  const listing: Finding = options.mayList ? { grant: 'granted', reason: '' } : denied('can_list_agents')
  findings.set('inventory.list', listing).set('inventory.detail', listing)
  await Promise.all(
    questions.map(async (question) => {
      const finding = canTell ? await ask(client, question, options.signal) : unproven(question.right)
      for (const capability of question.capabilities) findings.set(capability, finding)
    }),
  )
  const proofs = questions.map(({ right, capabilities: [capability] }) => ({ right, grant: provenGrant(capability && findings.get(capability)) }))
  const told = canTell ? await readRoleEvidence(client, proofs, Object.values(unprovable), options.signal) : new Map<string, boolean>()
  for (const [capability, right] of Object.entries(unprovable)) findings.set(capability as Capability, fromRole(right, told.get(right)))
  return Object.entries(manifest.capabilities).map(([name, { support, reason }]) => {
    const capability = name as Capability
    if (support === 'absent') return { capability, support, grant: 'denied', reason }
    const finding = withToken(capability, findings.get(capability) ?? unproven('unknown'), options.hasToken)
    return { capability, support, grant: finding.grant, reason: finding.reason || reason }
  })
}

async function ask(client: ApiClient, { at, right }: Question, signal: AbortSignal | undefined): Promise<Finding> {
  try {
    await client.read({ route: route(at, nowhere), right, signal })
    return { grant: 'granted', reason: '' }
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'vendor.not-found') return error.shape.facts['isRouted'] === true ? { grant: 'granted', reason: '' } : { grant: 'denied', reason: NOT_OFFERED }
    return error.code === 'auth.missing-right' ? denied(right) : unproven(right)
  }
}

/** WebSockets accept a login token only, whatever the key may do. */
function withToken(capability: Capability, finding: Finding, hasToken: boolean): Finding {
  const isSocket = capability === 'shell.interactive' || capability === 'shell.streamed'
  return isSocket && !hasToken && finding.grant !== 'denied' ? { grant: 'needs-sign-in', reason: 'An API key cannot open it; sign in with user, password and one-time code.' } : finding
}

/** A function that the server lacks proves nothing about the right. */
const provenGrant = (finding: Finding | undefined): Grant => (finding === undefined || finding.reason === NOT_OFFERED ? 'unproven' : finding.grant)

const fromRole = (right: string, isGranted: boolean | undefined): Finding => (isGranted === undefined ? unproven(right) : isGranted ? { grant: 'granted', reason: '' } : denied(right))

const denied = (right: string): Finding => ({ grant: 'denied', reason: `Right needed: ${right}.` })
const unproven = (right: string): Finding => ({ grant: 'unproven', reason: `Not tried, because only using it would show: ${right}.` })
