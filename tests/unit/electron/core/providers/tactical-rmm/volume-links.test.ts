import { expect, test } from 'vitest'
import { linkVolumes, type Sized } from '#core/providers/tactical-rmm/volume-links.ts'

const GB = 1e9
const disk = (key: string, gigabytes: number | null): Sized => ({ key, bytes: gigabytes === null ? null : gigabytes * GB })
const placesOf = (volumes: readonly Sized[], disks: readonly Sized[]) => linkVolumes(volumes, disks).map((link) => link.disk)

test('S42: with one disk every volume is on it', () => {
  expect(placesOf([disk('C:', 100), disk('D:', null)], [disk('disk0', 500)])).toEqual(['disk0', 'disk0'])
})

test('S42: with two disks the sizes decide when they leave one possibility', () => {
  expect(placesOf([disk('C:', 237), disk('D:', 931)], [disk('disk0', 256), disk('disk1', 1_000)])).toEqual(['disk0', 'disk1'])
  expect(placesOf([disk('C:', 237), disk('D:', 931)], [disk('disk1', 1_000), disk('disk0', 256)])).toEqual(['disk0', 'disk1'])
})

test('S42: a volume that could be on either disk says so instead of guessing', () => {
  const [first, second] = linkVolumes([disk('C:', 100), disk('D:', 100)], [disk('disk0', 500), disk('disk1', 500)])
  expect([first?.disk, second?.disk]).toEqual([null, null])
  expect(first?.diskReason).toContain('2 of 2 disks')
})

test('S42: a volume that fits nowhere (spanned disks) is not placed', () => {
  expect(placesOf([disk('C:', 1_500)], [disk('disk0', 1_000), disk('disk1', 1_000)])).toEqual([null])
})

test('S42: device nodes name their disk, other nodes do not', () => {
  const disks = [disk('sda', 500), disk('nvme0n1', 500), disk('sdaa', 500)]
  expect(placesOf([disk('/dev/sda1', 1), disk('/dev/nvme0n1p2', 1), disk('/dev/sdaa', 1), disk('/dev/mapper/data', 1)], disks)).toEqual(['sda', 'nvme0n1', 'sdaa', null])
})

test('S42: without disks the reason is that there are none', () => {
  expect(linkVolumes([disk('C:', 1)], [])).toEqual([{ disk: null, diskReason: 'the server reports no physical disks' }])
})

test('a computer with very many volumes and disks is not searched to the end', () => {
  const many = Array.from({ length: 24 }, (_, index) => disk(`${String.fromCharCode(67 + index)}:`, 1))
  expect(new Set(placesOf(many, Array.from({ length: 8 }, (_, index) => disk(`disk${index}`, 1_000))))).toEqual(new Set([null]))
})
