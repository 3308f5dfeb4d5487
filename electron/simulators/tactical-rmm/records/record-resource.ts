import { json, notFound, type Call, type Handler, type Reply } from '../route.ts'
import type { Table, TacticalWorld } from '../world.ts'
import { writeAudit } from './audit-trail.ts'
import { bodyOf, type Body } from './call-body.ts'
import { readFields, type FieldSet, type Problems } from './record-fields.ts'
import { wireMoment } from './wire-moment.ts'

/** The four audit fields that most configuration objects carry. */
export interface Stamps {
  readonly created_by: string | null
  readonly created_time: string | null
  readonly modified_by: string | null
  readonly modified_time: string | null
}

/** One kind of record of the server: where it is kept, what can be written and how it is shown. */
export interface Resource<Row extends { readonly id: number }> {
  readonly table: string
  /** The model's name in "No … matches the given query.". */
  readonly model: string
  /** Lower-case model name in the audit log; null = changes are not audited. */
  readonly auditType: string | null
  readonly stamped: boolean
  readonly fields: FieldSet<Row>
  /** Members a new row has besides the written ones. */
  readonly beginning?: (world: TacticalWorld) => Partial<Row>
  /** Rules over several members. `row` is the stored one when editing. */
  readonly problems?: (values: Partial<Row>, row: Row | undefined, world: TacticalWorld) => Problems | null
  readonly present?: (row: Row, world: TacticalWorld) => unknown
  /** Cleans up what refers to a removed row. */
  readonly removed?: (row: Row, world: TacticalWorld) => void
}

type Outcome<Row> = { readonly row: Row } | { readonly refusal: Reply }

export const tableOf = <Row extends { readonly id: number }>(resource: Resource<Row>, world: TacticalWorld): Table<Row> =>
  world.table<Row>(resource.table)

export const presented = <Row extends { readonly id: number }>(resource: Resource<Row>, row: Row, world: TacticalWorld): unknown =>
  resource.present ? resource.present(row, world) : row

/** The audit stamps of something made now by this person. */
export function newStamps(world: TacticalWorld, username: string | null): Stamps {
  const now = wireMoment(world.now())
  return { created_by: username, created_time: now, modified_by: username, modified_time: now }
}

/** Stores a new row from a body, or says why not. */
export function createRow<Row extends { readonly id: number }>(
  resource: Resource<Row>, body: Body, call: Call, world: TacticalWorld,
): Outcome<Row> {
  const { values, problems } = readFields(resource.fields, body, world, true)
  const refused = problems ?? resource.problems?.(values, undefined, world) ?? null
  if (refused) return { refusal: json(refused, 400) }
  const stamps = resource.stamped ? newStamps(world, call.caller.username) : {}
  const row = tableOf(resource, world).insert({ ...stamps, ...resource.beginning?.(world), ...values } as Omit<Row, 'id'>)
  audit(resource, call, world, 'add', row, null, presented(resource, row, world))
  return { row }
}

/** Changes a stored row by what a body says, or says why not. */
export function editRow<Row extends { readonly id: number }>(
  resource: Resource<Row>, row: Row, body: Body, call: Call, world: TacticalWorld,
): Outcome<Row> {
  const { values, problems } = readFields(resource.fields, body, world, false)
  const refused = problems ?? resource.problems?.(values, row, world) ?? null
  if (refused) return { refusal: json(refused, 400) }
  const before = presented(resource, row, world)
  const stamps = resource.stamped ? { modified_by: call.caller.username, modified_time: wireMoment(world.now()) } : {}
  const changed: Row = { ...row, ...stamps, ...values }
  tableOf(resource, world).rows.set(row.id, changed)
  audit(resource, call, world, 'modify', changed, before, presented(resource, changed, world))
  return { row: changed }
}

export function removeRow<Row extends { readonly id: number }>(
  resource: Resource<Row>, row: Row, call: Call, world: TacticalWorld,
): void {
  const before = presented(resource, row, world)
  tableOf(resource, world).rows.delete(row.id)
  resource.removed?.(row, world)
  audit(resource, call, world, 'delete', row, before, null)
}

function audit<Row extends { readonly id: number }>(
  resource: Resource<Row>, call: Call, world: TacticalWorld, action: 'add' | 'modify' | 'delete', row: Row,
  before: unknown, after: unknown,
): void {
  if (resource.auditType === null) return
  const verb = { add: 'added', modify: 'modified', delete: 'deleted' }[action]
  const name = nameOf(row)
  const message = `${call.caller.username} ${verb} ${resource.auditType} ${name}`
  writeAudit(world, call, { action, objectType: resource.auditType, message, before, after })
}

const nameOf = (row: object): string => ('name' in row ? String(row.name) : 'username' in row ? String(row.username) : '')

/** Finds the row a path names by `:id`, or answers the 404 of its model. */
export function withRow<Row extends { readonly id: number }>(
  resource: Resource<Row>, then: (row: Row, call: Call, world: TacticalWorld) => Reply | Promise<Reply>,
): Handler {
  return (call, world) => {
    const row = tableOf(resource, world).rows.get(Number(call.params.id))
    return row ? then(row, call, world) : noSuch(resource.model)
  }
}

export const noSuch = (model: string): Reply => notFound(`No ${model} matches the given query.`)

type Answer<Row> = (row: Row, world: TacticalWorld) => unknown

export const listHandler = <Row extends { readonly id: number }>(resource: Resource<Row>): Handler =>
  (_call, world) => json([...tableOf(resource, world).rows.values()].map((row) => presented(resource, row, world)))

export const readHandler = <Row extends { readonly id: number }>(resource: Resource<Row>): Handler =>
  withRow(resource, (row, _call, world) => json(presented(resource, row, world)))

export const createHandler = <Row extends { readonly id: number }>(resource: Resource<Row>, answer: Answer<Row>): Handler =>
  (call, world) => {
    const outcome = createRow(resource, bodyOf(call), call, world)
    return 'refusal' in outcome ? outcome.refusal : json(answer(outcome.row, world))
  }

export const editHandler = <Row extends { readonly id: number }>(resource: Resource<Row>, answer: Answer<Row>): Handler =>
  withRow(resource, (row, call, world) => {
    const outcome = editRow(resource, row, bodyOf(call), call, world)
    return 'refusal' in outcome ? outcome.refusal : json(answer(outcome.row, world))
  })

export const removeHandler = <Row extends { readonly id: number }>(resource: Resource<Row>, answer: Answer<Row>): Handler =>
  withRow(resource, (row, call, world) => {
    removeRow(resource, row, call, world)
    return json(answer(row, world))
  })
