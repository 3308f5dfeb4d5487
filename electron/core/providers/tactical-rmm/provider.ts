import { defineProvider, type Connection, type Provider, type ProviderPorts } from '../provider.ts'
import { createAlertLists } from './alert-list.ts'
import { signIn } from './auth.ts'
import { createTacticalClient } from './client.ts'
import { previewCommand, runCommand } from './command.ts'
import { diskHealth } from './disk-health.ts'
import { createFieldNameReader } from './field-names.ts'
import { listDevices } from './list-devices.ts'
import { manifest } from './manifest.ts'
import { previewCounters, readCounters } from './metrics.ts'
import { parseDevicePage } from './parse-page.ts'
import { probe } from './probe.ts'
import { readDevice, sectionsReadTogether } from './read-device.ts'
import { previewShell } from './shell-preview.ts'
import { shellOffer } from './shell-offer.ts'
import { openShell } from './shell.ts'

/** Connects one account. Nothing is sent until something is asked. */
function connect(connection: Connection, ports: ProviderPorts): Provider {
  const client = createTacticalClient(connection, ports)
  const fieldNames = createFieldNameReader(client, ports.clock)
  const alerts = createAlertLists(client, ports.clock)
  const { secrets } = ports
  return {
    manifest,
    probe: (signal) => probe(client, connection, ports, signal),
    signIn: (password, code) => signIn(client, connection, secrets, password, code),
    listDevices: (options) => listDevices(client, fieldNames, options),
    readDevice: (device, sections, signal) => readDevice(client, { fieldNames, alerts }, device, sections, signal),
    sectionsReadTogether,
    previewCommand: (device, request) => previewCommand(client, device, request),
    runCommand: (device, request, options) => runCommand(client, device, request, options),
    previewShell: (device, request) => previewShell(client, device, request),
    previewCounters: (device) => previewCounters(client, device),
    shellOffer: (device) => shellOffer(client, secrets, device),
    openShell: (device, request, listen) => openShell({ ...ports, client, connection }, device, request, listen),
    readCounters: (device, signal) => readCounters(client, device, signal),
    diskHealth,
    get link() {
      return client.link
    },
    close: () => {
      alerts.stop()
      client.close()
    },
  }
}

/** Tactical RMM. */
export const tacticalRmm = defineProvider({ manifest, connect, parseDevicePage })
