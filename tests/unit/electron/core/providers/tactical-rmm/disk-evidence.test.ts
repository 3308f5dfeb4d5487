import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDiskEvidence } from '#core/providers/tactical-rmm/disk-evidence.ts'
import { linuxHealthScript, macosHealthScript } from '#core/providers/tactical-rmm/health-script-unix.ts'
import { windowsHealthScript } from '#core/providers/tactical-rmm/health-script-windows.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

const scripts = [['windows', windowsHealthScript], ['linux', linuxHealthScript], ['macos', macosHealthScript]] as const

test.each(scripts)('S44: the health script for %s says what it is in its first line, is small, and names nothing that writes', (_name, script) => {
  expect(script.split('\n')[0]).toBe('# outrider-disk-health v1')
  expect(Buffer.byteLength(JSON.stringify(script))).toBeLessThan(4_000)
  expect(script).not.toMatch(/\b(Set-|Remove-|New-|Clear-|Repair-|Start-|Stop-|rm |mv |dd |mkfs|-t (short|long)|--set|-s on|smart on)/)
})

test('S44: what Windows tells of an ATA and an NVMe disk', () => {
  const report = {
    v: 1, system: 'windows',
    disks: [
      { name: 'disk0', model: 'ST2000DM008', serial: ' ZFL1 ', bytes: 2e12, bus: 'SATA', media: 'HDD', health: 'Healthy', operational: 'OK', status: 'OK', predict: false, attributes: [{ id: 5, raw: 8 }, { id: 197, raw: 0 }], wear: 0, readErrors: 0, hours: 900, temperature: 0 },
      { name: 'disk1', model: 'KXG60', serial: 'X', bytes: 5e11, bus: 'NVMe', media: 'SSD', health: 'Warning', operational: 'Predictive Failure', status: 'OK', predict: null, attributes: null, wear: 83, readErrors: 2, hours: null, temperature: 41 },
      { name: 'disk2', model: null, bus: '', wear: 'odd' },
    ],
  }
  const disks = readDiskEvidence(`WARNING\r\n${JSON.stringify(report)}\r\n`)
  expect(disks).toMatchObject([
    { name: 'disk0', serial: 'ZFL1', kind: 'ata', predictsFailure: false, isTableRead: true, raw5: 8, raw197: 0, raw188: null, wearPercent: null, temperature: null },
    { name: 'disk1', kind: 'nvme', predictsFailure: true, wearPercent: 83, mediaErrors: 2, isTableRead: false, temperature: 41 },
    { name: 'disk2', kind: 'unknown', predictsFailure: null, wearPercent: null },
  ])
})

test('S44: a Linux device without smartctl names its disks and claims nothing', () => {
  const output = '{"v":1,"system":"linux","smartctl":false,"disks":[{"name":"nvme0n1","bytes":512000000000,"model":"SAMSUNG MZVL2","serial":"S675","smart":null},{"name":"sda","bytes":1,"model":"","serial":"","smart":null}]}'
  expect(readDiskEvidence(output)).toMatchObject([
    { name: 'nvme0n1', model: 'SAMSUNG MZVL2', serial: 'S675', predictsFailure: null, note: 'smartctl is not installed on the device' },
    { name: 'sda', model: null, serial: null },
  ])
})

test.each(['', 'access denied', '{"v":2,"system":"linux"}', '{"v":1,"system":"linux","smartctl":true,"disks":{}}', '{'])('an answer that is no evidence (%s) is null', (output) => {
  expect(readDiskEvidence(output)).toBeNull()
})

const smartAnswer = {
  json_format_version: [1, 0], smartctl: { version: [7, 4], exit_status: 0 }, model_name: 'SAMSUNG MZVL2512HCJQ', serial_number: 'S675NX0', smart_status: { passed: true, nvme: { value: 0 } },
  nvme_smart_health_information_log: { critical_warning: 0, temperature: 38, available_spare: 100, available_spare_threshold: 10, percentage_used: 6, media_errors: 0 },
  power_on_time: { hours: 4_211 }, temperature: { current: 38 },
}

/** A folder with a tool of this name that prints a text whatever it is asked. */
function aTool(name: string, printed: string): string {
  const folder = aTemporaryFolder()
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\ncat <<'END'\n${printed}\nEND\n`)
  chmodSync(path, 0o755)
  return folder
}
const runScript = (script: string, folder: string): string => execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } })

describe.runIf(platform() === 'linux')('on any Linux', () => {
  test('S44: the script for Linux makes one readable line of what smartctl prints for each disk of this computer', () => {
    const disks = readDiskEvidence(runScript(linuxHealthScript, aTool('smartctl', JSON.stringify(smartAnswer))))
    expect(disks).not.toBeNull()
    for (const disk of disks ?? []) expect(disk).toMatchObject({ kind: 'nvme', serial: 'S675NX0', predictsFailure: false, criticalWarning: 0, wearPercent: 6, sparePercent: 100, powerOnHours: 4_211 })
  })

  test('S44: where smartctl says something else nothing is claimed', () => {
    for (const disk of readDiskEvidence(runScript(linuxHealthScript, aTool('smartctl', 'smartctl: permission denied'))) ?? []) {
      expect(disk).toMatchObject({ predictsFailure: null, isTableRead: false, note: expect.stringContaining('could not read') })
    }
  })

  test('S44: the script for macOS names each physical disk and what the system says of it', () => {
    const list = '/dev/disk0 (internal, physical):\n   #: TYPE NAME\n   SMART Status:              Failing\n   Disk Size:                 500.3 GB (500277792768 Bytes) (exactly 977105064 512-Byte-Units)'
    expect(readDiskEvidence(runScript(macosHealthScript, aTool('diskutil', list)))).toMatchObject([
      { name: 'disk0', bytes: 500_277_792_768, predictsFailure: true, note: expect.stringContaining('Failing') },
    ])
  })
})
