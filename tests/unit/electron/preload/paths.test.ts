import { expect, test } from 'vitest'
import { commandPaths, eventPaths } from '#shared/contract/contract.ts'
import { commandPathList, eventPathList } from '#shared/contract/paths.ts'

test('B127: the plain lists of the preload script equal the contract', () => {
  expect(commandPathList).toEqual(commandPaths())
  expect(eventPathList).toEqual(eventPaths())
})
