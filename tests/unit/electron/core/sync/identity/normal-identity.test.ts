import { expect, test } from 'vitest'
import { normalHostName, normalMac, normalModel, normalSerial, normalUuid } from '#core/sync/identity/normal-identity.ts'

test('S7: texts that makers leave behind are not serials', () => {
  const junk = ['', '  ', '0', '123', '0000', 'xxxxxxxx', 'AAAAAA', '0123456789', 'To Be Filled By O.E.M.', 'Default  string', 'system serial number', 'N/A', 'none', 'OEM']
  expect(junk.map(normalSerial)).toEqual(junk.map(() => null))
  expect(normalSerial('  vmware-56 4d  12 ')).toBe('VMWARE-56 4D 12')
})

test('S7: a model is compared without the legal form of its maker', () => {
  expect(normalModel('Dell Inc. OptiPlex 7090')).toBe(normalModel('DELL OptiPlex 7090'))
  expect(normalModel('Hewlett-Packard EliteDesk 800')).toBe(normalModel('HP EliteDesk 800'))
  expect(normalModel('System Product Name')).toBeNull()
})

test('S7: a system id is the same in both byte orders; placeholders are none', () => {
  expect(normalUuid('44454C4C-5100-1035-8052-B4C04F564432')).toBe(normalUuid('4c4c4544-0051-3510-8052-b4c04f564432'))
  expect(normalUuid('03000200-0400-0500-0006-000700080009')).toBeNull()
  expect(normalUuid('FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')).toBeNull()
  expect(normalUuid('not a uuid')).toBeNull()
})

test('S7: only MACs of physical adapters of the device count', () => {
  expect(normalMac('f8-75-a4-11-22-33')).toBe('F8:75:A4:11:22:33')
  expect(normalMac('F875A4112233')).toBe('F8:75:A4:11:22:33')
  const others = ['02:00:00:00:00:01', '01:00:5E:00:00:01', '00:00:00:00:00:00', '00:50:56:C0:00:08', '00:FF:AB:CD:EF:01', '00:E0:4C:68:00:01', 'short']
  expect(others.map(normalMac)).toEqual(others.map(() => null))
})

test('S7: host names are short and compared without letter case; placeholders are none', () => {
  expect(normalHostName('PC-1.corp.example')).toBe('pc-1')
  expect(['localhost', 'DESKTOP', ' ', 'Windows'].map(normalHostName)).toEqual([null, null, null, null])
})
