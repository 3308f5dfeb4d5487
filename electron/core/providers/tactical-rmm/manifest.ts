import type { Manifest } from '../provider.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const native = (reason = '') => ({ support: 'native', reason }) as const

/** What Tactical RMM offers. Cadences are the rhythm in which its software on the device reports. */
export const manifest: Manifest = {
  id: 'tactical-rmm',
  label: 'Tactical RMM',
  credentials: [
    { kind: 'api-key', label: 'API key', isRequired: true, help: 'Settings, Global settings, API keys. It acts with the rights of its user and is enough for everything except the terminal.' },
    { kind: 'password', label: 'Password', isRequired: false, help: 'Only for the interactive terminal: Tactical RMM opens it to a signed-in person, not to an API key. Used once, not kept.' },
    { kind: 'totp-code', label: 'One-time code', isRequired: false, help: 'Six digits of your authenticator, for the same sign-in.' },
  ],
  needsUserName: false,
  addressHelp: 'For Tactical RMM this is the api. name.',
  capabilities: {
    'inventory.list': native(),
    'inventory.detail': native(),
    'inventory.software': native('Windows only'),
    'metrics.live': { support: 'emulated', reason: 'Tactical RMM has no live counters; a small script is run on the device for each reading.' },
    'device.command': native(),
    'shell.interactive': native('needs a sign-in besides the key, and 2.11.0 on the device'),
    'shell.streamed': native('needs a sign-in besides the key, and 2.10.0 on the device'),
    'shell.buffered': native(),
    'device.services': native('Windows only'),
    'device.processes': native(),
    'device.updates': native('Windows only'),
    'device.events': native('Windows only'),
    'device.power': native(),
    'device.files': { support: 'absent', reason: 'Tactical RMM leaves files to MeshCentral.' },
    'device.registry': native('Windows only, needs 2.10.0 on the device'),
    'device.notes': native(),
    'alerts.read': native(),
    'alerts.act': native(),
  },
  limits: { perSecond: 10, parallel: 8, parallelWaiting: 4, requestsPerPoll: 1, requestsPerPass: 42, sharedPerDay: 1_441 },
  cadence: {
    status: { cadenceMs: 60 * SECOND, floorMs: 3 * MINUTE },
    user: { cadenceMs: 400 * SECOND, floorMs: 30 * MINUTE },
    publicIp: { cadenceMs: 500 * SECOND, floorMs: 15 * MINUTE },
    identity: { cadenceMs: 4_000 * SECOND, floorMs: 7 * DAY },
    hardware: { cadenceMs: 4_000 * SECOND, floorMs: 7 * DAY },
    volumes: { cadenceMs: 2_000 * SECOND, floorMs: 2 * HOUR },
    network: { cadenceMs: 4_000 * SECOND, floorMs: 7 * DAY },
    software: { cadenceMs: 3_500 * SECOND, floorMs: DAY },
    services: { cadenceMs: 3_000 * SECOND, floorMs: HOUR },
    updates: { cadenceMs: 8 * HOUR, floorMs: DAY },
    alerts: { cadenceMs: 60 * SECOND, floorMs: 5 * MINUTE },
    checks: { cadenceMs: 120 * SECOND, floorMs: 5 * MINUTE },
    disk_health: { cadenceMs: 7 * DAY, floorMs: 30 * DAY },
    custom_fields: { cadenceMs: 60 * SECOND, floorMs: DAY },
  },
  sectionFamilies: { software: ['windows'], services: ['windows'], updates: ['windows'] },
  evidence: 'recording: answers of a Tactical RMM server 1.5.1 (June 2026), compared on 2026-11-22; not yet tried against a live installation',
}
