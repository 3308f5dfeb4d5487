import { expect, test } from 'vitest'
import { clientColor, clientColors, clientColorValue } from '#renderer/lib/client-color.ts'

test('B92: a client keeps its colour, whatever the case of its name and whoever asks', () => {
  expect(clientColor('Baker Dental')).toBe(clientColor('BAKER DENTAL'))
  expect(clientColorValue('Baker Dental')).toBe(`var(--client-${clientColor('Baker Dental')})`)
  // A changed colour would teach people to read the wrong one: these are what earlier starts showed.
  expect(['Cinder Logistics', 'Copperfield Architects', 'Kingsley Legal'].map(clientColor)).toEqual(['olive', 'violet', 'olive'])
  expect(clientColor(null)).toBe('slate')
})

test('B92: names that differ in one letter spread over all twelve colours', () => {
  const counts = Map.groupBy(Array.from({ length: 1_200 }, (_, index) => clientColor(`Client ${index}`)), (color) => color)
  expect([...counts.keys()].toSorted()).toEqual([...clientColors].toSorted())
  expect(Math.min(...[...counts.values()].map((those) => those.length))).toBeGreaterThan(50)
})
