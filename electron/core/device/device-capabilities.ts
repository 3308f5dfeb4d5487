import { capabilities, type Capability, type CapabilityState } from '#shared/model/capability.ts'
import type { ProbeReport } from '#shared/model/account.ts'
import type { Manifest } from '../providers/provider.ts'

function untested(manifest: Manifest, capability: Capability): CapabilityState {
  const { support, reason } = manifest.capabilities[capability]
  return { capability, support, grant: 'unproven', reason: support === 'absent' ? reason : reason || 'The connection was not tested yet.' }
}

/** What an account can do, from its last connection test; what the test did not tell, from the vendor's manifest. */
export const capabilityStates = (manifest: Manifest, report: ProbeReport | null): CapabilityState[] =>
  capabilities.map((capability) => report?.capabilities.find((state) => state.capability === capability) ?? untested(manifest, capability))
