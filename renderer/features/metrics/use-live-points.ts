import { useEffect, useState, useSyncExternalStore } from 'react'
import { useApi } from '../../api/client.ts'
import { toAppError } from '../../api/to-app-error.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { createLivePoints } from './live-points.ts'

export type Interval = 1 | 5 | 10 | 15 | 60

interface Live {
  readonly points: readonly SampleSet[]
  readonly state: WatchState | null
  readonly error: AppErrorShape | null
}

const subscribeVisible = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Whether the page can be seen. A hidden tab costs no request (B97). */
const usePageVisible = (): boolean => useSyncExternalStore(subscribeVisible, () => document.visibilityState === 'visible')

/** Watches a device while the component is on screen and the page can be seen; stops with either. */
export function useLivePoints(deviceId: DeviceId, intervalSeconds: Interval, isWanted: boolean): Live {
  const api = useApi()
  const [live] = useState(createLivePoints)
  const [state, setState] = useState<WatchState | null>(null)
  const [error, setError] = useState<AppErrorShape | null>(null)
  const isVisible = usePageVisible()
  const isOn = isWanted && isVisible
  useSyncExternalStore(live.subscribe, () => live.version)

  useEffect(() => {
    if (!isOn) return undefined
    let isLeft = false
    const stop = api.on('metrics.sampled', (sampled) => {
      if (sampled.deviceId !== deviceId) return
      live.add(sampled.points)
      setState(sampled.state)
    })
    api.metrics.watch({ deviceId, intervalSeconds }).then(
      (answer) => {
        if (isLeft) return
        live.add(answer.points)
        setState(answer.state)
        setError(null)
      },
      (reason: unknown) => {
        if (!isLeft) setError(toAppError(reason))
      },
    )
    return () => {
      isLeft = true
      stop()
      api.metrics.unwatch({ deviceId }).catch(() => undefined)
    }
  }, [api, deviceId, intervalSeconds, isOn, live])

  return { points: live.points, state, error }
}
