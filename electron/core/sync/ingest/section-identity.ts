import type { HardwareSection, IncomingSection, NetworkSection } from '#shared/model/section.ts'
import type { WriteDb } from '../../storage/database.ts'
import { findByDevice, updateIdentity } from '../../storage/identity-repository.ts'
import { normalMac, normalModel, normalSerial, normalUuid } from '../identity/normal-identity.ts'

const macsOf = (network: NetworkSection): string[] =>
  network.adapters.flatMap((adapter) => (adapter.isVirtual || adapter.mac === null ? [] : (normalMac(adapter.mac) ?? [])))

/** The identifiers that come with the details of a device (MACs, system id) join its line in the ledger. */
export function learnIdentity(work: WriteDb, deviceId: string, sections: readonly IncomingSection[]): void {
  const known = findByDevice(work, deviceId)
  if (!known) return
  const valueOf = (name: IncomingSection['section']): unknown => sections.find((one) => one.section === name)?.value ?? null
  const hardware = valueOf('hardware') as HardwareSection | null
  const network = valueOf('network') as NetworkSection | null
  if (!hardware && !network) return
  updateIdentity(work, deviceId, {
    ...known,
    serial: known.serial ?? normalSerial(hardware?.serial ?? null),
    model: known.model ?? normalModel([hardware?.manufacturer, hardware?.model].filter(Boolean).join(' ')),
    systemUuid: normalUuid(hardware?.systemUuid ?? null) ?? known.systemUuid,
    isVirtual: hardware?.isVirtual ?? known.isVirtual,
    macs: network ? macsOf(network) : [],
  })
}
