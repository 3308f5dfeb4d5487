import type { Device } from '#shared/model/device.ts'
import type { ReviewFact } from '#shared/model/review.ts'
import type { IdentityRecord } from '../storage/identity-repository.ts'

/** A device with what it is recognised by. */
export interface ReviewSide {
  readonly device: Device
  readonly identity: IdentityRecord | null
}

type Reading = string | null

const verdictOf = (here: Reading, there: Reading): ReviewFact['verdict'] => (here === null || there === null ? 'unknown' : here === there ? 'agrees' : 'differs')

const virtualWord = (isVirtual: boolean | null | undefined): Reading => (isVirtual === null || isVirtual === undefined ? null : isVirtual ? 'virtual' : 'physical')

/** Addresses of network cards agree when one is shared: a machine has several, and servers tell different ones. */
function compareMacs(here: readonly string[], there: readonly string[]): ReviewFact {
  const shared = here.filter((mac) => there.includes(mac))
  const verdict = here.length === 0 || there.length === 0 ? 'unknown' : shared.length > 0 ? 'agrees' : 'differs'
  return { fact: 'mac', here: here.join(', ') || null, there: there.join(', ') || null, verdict }
}

/** Every identifier of two devices beside each other, as they are compared when devices are recognised. */
export function compareIdentities(here: ReviewSide, there: ReviewSide): ReviewFact[] {
  const row = (fact: ReviewFact['fact'], a: Reading | undefined, b: Reading | undefined): ReviewFact => {
    const [one, other] = [a ?? null, b ?? null]
    return { fact, here: one, there: other, verdict: verdictOf(one, other) }
  }
  const [a, b] = [here.identity, there.identity]
  return [
    row('serial', a?.serial, b?.serial),
    row('model', a?.model, b?.model),
    row('systemUuid', a?.systemUuid, b?.systemUuid),
    compareMacs(a?.macs ?? [], b?.macs ?? []),
    row('hostName', a?.hostName ?? here.device.name, b?.hostName ?? there.device.name),
    row('client', a?.client ?? here.device.client, b?.client ?? there.device.client),
    row('osFamily', a?.osFamily ?? here.device.osFamily, b?.osFamily ?? there.device.osFamily),
    row('virtual', virtualWord(a?.isVirtual), virtualWord(b?.isVirtual)),
  ]
}
