import { expect, test } from 'vitest'
import { createDeviceIds } from '#core/storage/device-ids.ts'
import { nodeStoreTools } from '#platform/node-store-tools.ts'

test('S29: ids of one run differ, sort in the order they were made, and two runs never meet', () => {
  const [one, other] = [createDeviceIds(nodeStoreTools), createDeviceIds(nodeStoreTools)]
  const ids = Array.from({ length: 2_000 }, () => one())
  expect(ids.every((id) => /^d[a-z2-7]{15}$/.test(id))).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  const others = Array.from({ length: 2_000 }, () => other())
  expect(new Set([...ids, ...others]).size).toBe(4_000)
})
