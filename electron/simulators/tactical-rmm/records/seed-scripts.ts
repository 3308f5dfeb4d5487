import { createHash } from 'node:crypto'
import type { TacticalWorld } from '../world.ts'
import { scriptResource, snippetResource, type Script } from './script-records.ts'
import { seedRow } from './seed-row.ts'

type Sketch = readonly [name: string, shell: Script['shell'], category: string, platforms: readonly string[], body: string]

const windows = ['windows']
const unix = ['linux', 'darwin']

/** Scripts the practice company wrote itself. "Checks" and "Maintenance" are used by checks and tasks of devices. */
const own: readonly Sketch[] = [
  ['Clear Print Spooler', 'powershell', 'Printing', windows, 'Get-Service Spooler'],
  ['Check storage pool health', 'powershell', 'Checks', windows, 'Write-Output "OK"'],
  ['Check backup age', 'powershell', 'Checks', windows, 'Write-Output "OK"'],
  ['Check time drift', 'cmd', 'Checks', windows, 'echo OK'],
  ['Check root file system', 'shell', 'Checks', unix, '#!/bin/bash\ndf'],
  ['Check failed units', 'shell', 'Checks', ['linux'], '#!/bin/bash\necho OK'],
  ['Remove temporary files', 'powershell', 'Maintenance', windows, 'Get-Date\nWrite-Output "Done"'],
  ['Clean package cache', 'shell', 'Maintenance', unix, '#!/bin/bash\ndf\necho Done'],
  ['Show who is signed in', 'cmd', 'Support', windows, 'whoami'],
  ['Collect network details', 'powershell', 'Support', windows, 'ipconfig'],
  ['Show uptime', 'shell', 'Support', [], '#!/bin/bash\nuptime'],
  ['List services', 'powershell', 'Security', windows, 'Get-Service'],
]

const subjects = [
  'Windows Defender', 'BitLocker', 'Firewall', 'Scheduled tasks', 'Local administrators', 'Windows Update', 'Disk health', 'Event log',
  'Network adapters', 'DNS', 'Proxy settings', 'Browser extensions', 'Office', 'Java', 'SMBv1', 'TLS settings', 'Power plan', 'Fonts',
  'Printers', 'VPN profile', 'Wi-Fi profiles', 'Registry hive', 'Shadow copies', 'Time service', 'Telemetry',
] as const

const deeds = ['Report', 'Enable', 'Disable', 'Reset', 'Repair', 'Audit', 'Install', 'Remove'] as const

/** Fills the library: the company's own scripts and about two hundred community ones. */
export function seedScripts(world: TacticalWorld): void {
  for (const [name, shell, category, supported_platforms, script_body] of own) {
    seedRow(scriptResource, {
      name, shell, category, supported_platforms, script_body, description: `${name} (practice script)`,
      favorite: category === 'Support', env_vars: [], args: [], syntax: '',
    }, world)
  }
  for (const [index, subject] of subjects.entries()) {
    for (const [place, deed] of deeds.entries()) {
      seedRow(scriptResource, communityScript(`${deed} ${subject}`, index * deeds.length + place), world)
    }
  }
  seedRow(snippetResource, {
    name: 'Log line', desc: 'Writes a line with the time', shell: 'powershell', code: 'Get-Date',
  }, world)
  seedRow(snippetResource, { name: 'Strict mode', desc: '', shell: 'shell', code: 'set -euo pipefail' }, world)
}

function communityScript(name: string, index: number): Partial<Script> {
  const script_body = `# ${name}\nWrite-Output "${name}: done"`
  return {
    name, script_type: 'builtin', shell: index % 13 === 0 ? 'python' : 'powershell',
    category: `TRMM (Win):${['Security', 'Network', 'Maintenance', 'Other'][index % 4]}`,
    description: index % 11 === 0 ? null : `${name} on the device.`, filename: `Win_${name.replaceAll(' ', '_')}.ps1`, script_body,
    script_hash: createHash('sha256').update(script_body).digest('hex'), supported_platforms: windows, default_timeout: 90,
    syntax: index % 7 === 0 ? '-Verbose' : null, hidden: index % 50 === 49, args: [], env_vars: [],
  }
}
