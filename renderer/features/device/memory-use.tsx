import type { DeviceId } from '#shared/model/ids.ts'
import type { Sample } from '#shared/model/metric.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { formatBytesDecimal, formatPercent } from '../../lib/format-number.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { say } from './section-words.ts'

const month = 2_592_000_000
const series = ['memory.available', 'memory.used_percent']

const newestOf = (samples: readonly Sample[] | undefined): Sample | undefined => samples?.findLast((one) => one.value !== null)

/** Available and used memory as the last live view stored them, with their time; no inventory has them (S41). */
export function MemoryUse({ deviceId }: { readonly deviceId: DeviceId }) {
  const api = useApi()
  const { value } = useAnswer(`memory|${deviceId}`, async () => {
    const to = Date.now()
    const answer = await api.metrics.history({ deviceId, series, from: to - month, to, points: 2_000 })
    return { available: newestOf(answer.series['memory.available']), used: newestOf(answer.series['memory.used_percent']) }
  })
  if (!value) return null
  const { available, used } = value
  return (
    <KeyValues
      facts={[
        { name: say('memoryAvailable'), value: available?.value == null ? say('memoryNotRead') : formatBytesDecimal(available.value) },
        { name: say('memoryUsed'), value: used?.value == null ? say('memoryNotRead') : formatPercent(used.value) },
        ...(available ? [{ name: say('memoryAt'), value: <AgeText at={available.at} isValue /> }] : []),
      ]}
    />
  )
}
