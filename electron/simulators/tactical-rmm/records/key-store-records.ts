import { text } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'

/** One entry of the global key store. Two entries may have the same name. */
export interface KeyStoreEntry extends Stamps {
  readonly id: number
  readonly name: string
  readonly value: string
}

export const keyStoreResource: Resource<KeyStoreEntry> = {
  table: 'keyStore',
  model: 'GlobalKVStore',
  auditType: 'globalkvstore',
  stamped: true,
  fields: { name: text({ filled: true, max: 25 }), value: text({ filled: true }) },
}
