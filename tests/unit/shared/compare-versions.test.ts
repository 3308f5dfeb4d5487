import { expect, test } from 'vitest'
import { compareVersions } from '#shared/util/compare-versions.ts'

test('S12: versions are ordered as people mean them', () => {
  const ordered = ['1.9', '1.10', '1.10.1', '2.0-beta', '2.0', '2.0.1', '24.9', '24.10', '131.0.6778.86']
  for (const [index, version] of ordered.entries()) {
    expect(compareVersions(version, version)).toBe(0)
    for (const newer of ordered.slice(index + 1)) expect(compareVersions(version, newer), `${version} < ${newer}`).toBeLessThan(0)
  }
  expect(compareVersions('2.0', '2.0.0')).toBe(0)
})
