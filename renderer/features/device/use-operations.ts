import { useState } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import type { Operation } from '#shared/model/operation.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import type { Answer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'

const shown = 100

/** Operations of a device, newest first, following every change of state. `text` searches command and output. */
export function useOperations(deviceId: DeviceId, text: string): Answer<readonly Operation[]> {
  const api = useApi()
  const wanted = text.trim()
  const key = `${deviceId}|${wanted}`
  const [news, setNews] = useState<{ readonly key: string; readonly changed: readonly Operation[] }>({ key, changed: [] })
  const answer = useAnswer(key, () => api.device.operations({ deviceId, limit: shown, ...(wanted === '' ? {} : { text: wanted }) }))
  useEvent('device.operationChanged', (operation) => {
    if (operation.deviceId !== deviceId) return
    setNews((before) => ({ key, changed: [operation, ...(before.key === key ? before.changed : []).filter((one) => one.id !== operation.id)] }))
  })
  const changed = news.key === key ? news.changed : []
  const older = (answer.value ?? []).filter((one) => !changed.some((other) => other.id === one.id))
  const known = [...changed.filter((one) => wanted === '' || answer.value?.some((other) => other.id === one.id)), ...older]
  return { ...answer, value: known.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, shown) }
}
