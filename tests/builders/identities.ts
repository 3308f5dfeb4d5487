import { normalHostName, normalMac, normalModel, normalSerial, normalUuid, type NormalIdentity } from '#core/sync/identity/normal-identity.ts'
import type { KnownDevice, KnownMapping, NewRemote } from '#core/sync/identity/link-vetoes.ts'

/** Identifiers as a vendor reports them; what is left out is not reported. */
export interface RawIdentity {
  readonly serial?: string | null
  readonly model?: string | null
  readonly uuid?: string | null
  readonly macs?: readonly string[]
  readonly host?: string
  readonly client?: string | null
  readonly os?: NormalIdentity['osFamily']
  readonly isVirtual?: boolean | null
}

/** Brings raw identifiers into normal form. A device without a host name gets one of its own. */
export const identityOf = (raw: RawIdentity, fallbackHost: string): NormalIdentity => ({
  serial: normalSerial(raw.serial ?? null),
  model: normalModel(raw.model ?? null),
  systemUuid: normalUuid(raw.uuid ?? null),
  hostName: normalHostName(raw.host ?? fallbackHost),
  client: raw.client === undefined ? 'C1' : raw.client,
  osFamily: raw.os ?? 'windows',
  isVirtual: raw.isVirtual ?? null,
  macs: (raw.macs ?? []).map(normalMac).filter((mac) => mac !== null),
})

export const aMapping = (accountId: string, remoteId: string, lastSeenAt: number | null, state: KnownMapping['state'] = 'active'): KnownMapping => ({
  accountId,
  remoteId,
  lastSeenAt,
  state,
})

export const aKnownDevice = (deviceId: string, raw: RawIdentity, mappings: readonly KnownMapping[] = []): KnownDevice => ({
  deviceId,
  identity: identityOf(raw, `host-of-${deviceId}`),
  mappings,
})

export const aNewRemote = (accountId: string, remoteId: string, seenAt: number | null, raw: RawIdentity, isRetired = false): NewRemote => ({
  accountId,
  remoteId,
  seenAt,
  isRetired,
  identity: identityOf(raw, `host-of-${remoteId}`),
})
