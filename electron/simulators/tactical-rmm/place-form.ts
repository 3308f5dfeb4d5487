import { placeRecord, type PlaceKind, type PlaceRecord } from './place-record.ts'
import { alertTemplates } from './records/alert-template-records.ts'
import type { Body } from './records/call-body.ts'
import { policiesOf } from './records/policy-records.ts'
import { flag, readFields, reference, text, type FieldSet, type Problems } from './records/record-fields.ts'
import type { TacticalWorld } from './world.ts'

interface PlaceForm extends PlaceRecord {
  readonly name: string
  readonly client: number | null
}

const policy = reference((world, id) => policiesOf(world).has(id))

const fields: FieldSet<PlaceForm> = {
  name: text({ filled: true, max: 255 }), server_policy: policy, workstation_policy: policy, block_policy_inheritance: flag(false),
  alert_template: reference((world, id) => alertTemplates(world).has(id)), client: reference((world, id) => world.fleet.places.clients.has(id)),
}

export interface PlaceChanges {
  readonly name: string | undefined
  readonly clientId: number | undefined
  readonly record: Partial<PlaceRecord>
}

/** Reads the `client` or `site` member of a body. `id` is the place being edited, undefined for a new one. */
export function readPlace(
  kind: PlaceKind, body: Body, id: number | undefined, world: TacticalWorld,
): { readonly changes: PlaceChanges } | { readonly problems: Problems } {
  const { values, problems } = readFields(fields, body, world, false)
  if (problems) return { problems }
  if (values.name === undefined && id === undefined) return { problems: { name: ['This field is required.'] } }
  const { name, client, ...record } = values
  if (name?.includes('|')) return { problems: { non_field_errors: [`${kind === 'client' ? 'Client' : 'Site'} name cannot contain the | character`] } }
  const clientId = client ?? (id === undefined ? undefined : world.fleet.places.sites.get(id)?.clientId)
  const taken = kind === 'client' ? clientTaken(name, id, world) : siteTaken(name, clientId, id, world)
  if (taken) return { problems: taken }
  const initial = id === undefined ? placeRecord(kind, -1, world) : {}
  return { changes: { name, clientId: client ?? undefined, record: { ...initial, ...record } } }
}

const clientTaken = (name: string | undefined, id: number | undefined, world: TacticalWorld): Problems | null =>
  [...world.fleet.places.clients.values()].some((client) => client.name === name && client.id !== id)
    ? { name: ['client with this name already exists.'] } : null

const siteTaken = (name: string | undefined, clientId: number | undefined, id: number | undefined, world: TacticalWorld): Problems | null =>
  clientId !== undefined && world.fleet.places.sitesOf(clientId).some((site) => site.name === name && site.id !== id)
    ? { non_field_errors: ['The fields client, name must make a unique set.'] } : null
