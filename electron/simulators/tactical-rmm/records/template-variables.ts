import type { FleetDevice } from '../../fleet/fleet.ts'
import { recordOf } from '../device-record.ts'
import type { TacticalWorld } from '../world.ts'
import type { KeyStoreEntry } from './key-store-records.ts'

/** What a text with variables is filled in for. */
export type VariableSubject =
  | { readonly kind: 'agent'; readonly device: FleetDevice }
  | { readonly kind: 'site' | 'client'; readonly id: number }
  | { readonly kind: 'none' }

/**
 * Fills `{{agent.hostname}}`, `{{site.name}}`, `{{client.name}}` and `{{global.KEY}}` in a text. Unknown variables become
 * empty. Against a site or a client, `agent` stands for that site or client, as on the real server.
 */
export function fillVariables(text: string, subject: VariableSubject, world: TacticalWorld): string {
  return text.replace(/\{\{\s*(\w+)\.([\w .-]+?)\s*\}\}/g, (_whole, model: string, path: string) =>
    String(valueOf(model, path, subject, world) ?? ''))
}

function valueOf(model: string, path: string, subject: VariableSubject, world: TacticalWorld): unknown {
  if (model === 'global') {
    return [...world.table<KeyStoreEntry>('keyStore').rows.values()].find((entry) => entry.name === path)?.value
  }
  const members = model === 'agent' ? agentMembers(subject, world) : placeMembers(model, subject, world)
  return members?.[path]
}

type Members = Readonly<Record<string, unknown>> | undefined

function agentMembers(subject: VariableSubject, world: TacticalWorld): Members {
  if (subject.kind !== 'agent') return subject.kind === 'none' ? undefined : placeMembers(subject.kind, subject, world)
  const { device } = subject
  const { name: site, clientId } = world.fleet.siteOf(device)
  const client = world.fleet.places.clients.get(clientId)?.name
  return {
    ...recordOf(device, world), agent_id: device.key, hostname: device.hostName, plat: device.platform,
    operating_system: device.operatingSystem, version: device.clientVersion, 'site.name': site, 'client.name': client,
    'site.client.name': client, id: device.id, pk: device.id, serial_number: device.serial,
  }
}

function placeMembers(model: string, subject: VariableSubject, world: TacticalWorld): Members {
  const { places } = world.fleet
  const siteId = subject.kind === 'agent' ? subject.device.siteId : subject.kind === 'site' ? subject.id : 0
  const site = places.sites.get(siteId)
  const client = places.clients.get(subject.kind === 'client' ? subject.id : (site?.clientId ?? 0))
  if (model === 'site' && site) return { id: site.id, pk: site.id, name: site.name, 'client.name': client?.name }
  return model === 'client' && client ? { id: client.id, pk: client.id, name: client.name } : undefined
}
