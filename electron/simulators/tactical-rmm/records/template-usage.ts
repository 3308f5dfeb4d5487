import { changedPlaces, type PlaceKind } from '../place-record.ts'
import type { TacticalWorld } from '../world.ts'
import { presentTemplate, type AlertTemplate } from './alert-template-records.ts'
import { policiesOf, type Policy } from './policy-records.ts'

export interface TemplateUsage {
  readonly policies: readonly Policy[]
  readonly clients: readonly number[]
  readonly sites: readonly number[]
}

/** Where an alert template is assigned (the server settings not counted). */
export function templateUsage(template: AlertTemplate, world: TacticalWorld): TemplateUsage {
  const places = (kind: PlaceKind): number[] =>
    [...changedPlaces(kind, world)].filter(([, place]) => place.alert_template === template.id).map(([id]) => id)
  return {
    policies: [...policiesOf(world).values()].filter((policy) => policy.alert_template === template.id),
    clients: places('client').filter((id) => world.fleet.places.clients.has(id)),
    sites: places('site').filter((id) => world.fleet.places.sites.has(id)),
  }
}

/** A template in its full form, as lists and device details show it. */
export function templateShown(template: AlertTemplate, world: TacticalWorld): unknown {
  const { policies, clients, sites } = templateUsage(template, world)
  return presentTemplate(template, policies.length + clients.length + sites.length, world)
}
