import { useEffect, useEffectEvent } from 'react'
import type { EventPath, PayloadOf } from '#shared/contract/contract.ts'
import { useApi } from './client.ts'

/** Hears an event of the core for as long as the component is on screen. The listener may change with every render. */
export function useEvent<Path extends EventPath>(path: Path, listener: (payload: PayloadOf<Path>) => void): void {
  const api = useApi()
  const latest = useEffectEvent(listener)
  useEffect(() => api.on(path, (payload) => latest(payload)), [api, path])
}
