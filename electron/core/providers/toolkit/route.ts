import { segment } from './api-origin.ts'

/** Where a request goes, and how that is written down: the names of values in place of the values. */
export interface Route {
  readonly path: string
  readonly template: string
}

/**
 * Fills a template such as `/agents/{agent_id}/` with values, each encoded as one segment. Throws `account.address` for a
 * value that would change the path.
 * SECURITY: the only way to a path, so that no id of a device or client can reach the log.
 */
export function route(template: string, values: Readonly<Record<string, string | number>> = {}): Route {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The route ${template} was given no ${name}`)
    return segment(String(value))
  })
  return { path, template }
}
