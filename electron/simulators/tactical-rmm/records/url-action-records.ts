import { choice, nullable, text } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'

/** A URL action: a page to open (`web`) or a request the server makes (`rest`). */
export interface UrlAction extends Stamps {
  readonly id: number
  readonly name: string
  readonly desc: string | null
  readonly pattern: string
  readonly action_type: 'web' | 'rest'
  readonly rest_method: 'get' | 'post' | 'put' | 'delete' | 'patch'
  readonly rest_body: string | null
  readonly rest_headers: string | null
}

export const urlActionResource: Resource<UrlAction> = {
  table: 'urlActions',
  model: 'URLAction',
  auditType: 'urlaction',
  stamped: true,
  fields: {
    name: text({ filled: true, max: 255 }),
    desc: nullable(text({ max: 255 })),
    pattern: text({ filled: true }),
    action_type: choice(['web', 'rest'], 'web'),
    rest_method: choice(['get', 'post', 'put', 'delete', 'patch'], 'post'),
    rest_body: nullable(text({ initial: '' })),
    rest_headers: nullable(text({ initial: '' })),
  },
}
