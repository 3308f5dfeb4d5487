/** What is known about the clock of a device. Plain data. */
export interface DeviceTime {
  /** Our time minus the device's, in milliseconds; null before the first reading. */
  readonly offsetMs: number | null
  /** The last reading: by the device's clock and by our growing one, when it arrived. */
  readonly deviceAt: number
  readonly arrivedAt: number
}

export const unknownTime: DeviceTime = { offsetMs: null, deviceAt: 0, arrivedAt: 0 }

/** One reading: its time by the device's clock, and our times around the exchange. */
export interface Exchange {
  readonly deviceAt: number
  /** Our clock when the answer came, milliseconds since the epoch. */
  readonly receivedAt: number
  /** Our growing clock at that moment. */
  readonly arrivedAt: number
  readonly roundTripMs: number
}

/** Steps of the device's clock smaller than this, beyond the round trip, are scheduling. */
const slack = 1_000

/** What a reading's time means to us. */
export interface PlacedReading {
  readonly time: DeviceTime
  /** When it was taken, by our clock. */
  readonly at: number
  /** Seconds since the reading before by the device's own clock; null for the first, or when that clock was set meanwhile. */
  readonly seconds: number | null
}

/**
 * Places a reading in our time. The offset is taken once, at the middle of the exchange, and kept as long as the device's
 * clock runs like ours: the distances between points are then as exact as the device measures them. A clock that was
 * set gets a new offset, and no rate is computed across the step.
 */
export function placeReading(known: DeviceTime, exchange: Exchange): PlacedReading {
  const { deviceAt, receivedAt, arrivedAt, roundTripMs } = exchange
  const passed = arrivedAt - known.arrivedAt
  const passedThere = deviceAt - known.deviceAt
  const isFirst = known.offsetMs === null
  const hasStepped = isFirst || passedThere <= 0 || Math.abs(passedThere - passed) > roundTripMs + slack
  const measured = Math.round(receivedAt - roundTripMs / 2 - deviceAt)
  const offsetMs = hasStepped ? measured : (known.offsetMs ?? measured)
  // No point lies in our future, whatever the clocks say.
  const at = Math.min(receivedAt, deviceAt + offsetMs)
  return { time: { offsetMs, deviceAt, arrivedAt }, at, seconds: hasStepped ? null : passedThere / 1_000 }
}
