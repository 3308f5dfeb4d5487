import fc from 'fast-check'
import { expect, test } from 'vitest'
import { route } from '#core/providers/toolkit/route.ts'

test('S188: a route is written down without its values, whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }).filter((text) => text !== '.' && text !== '..'), (id) => {
      const { path, template } = route('/agents/{agent_id}/checks/', { agent_id: id })
      expect(template).toBe('/agents/{agent_id}/checks/')
      expect(path).toBe(`/agents/${encodeURIComponent(id)}/checks/`)
    }),
  )
  expect(route('/agents/?client={client_id}', { client_id: 7 })).toEqual({ path: '/agents/?client=7', template: '/agents/?client={client_id}' })
})

test('S26: a value that would change the path is refused, and none is left out', () => {
  for (const id of ['', '.', '..']) expect(() => route('/agents/{agent_id}/', { agent_id: id })).toThrow(/address/)
  expect(() => route('/agents/{agent_id}/', {})).toThrow(/agent_id/)
})
