/** Counts calls per address. `wait` is how many seconds an address must wait; 0 lets the call through and counts it. */
export interface Throttle {
  wait(address: string, now: number): number
}

/** Lets through `most` calls per `seconds` and address. */
export function createThrottle(most: number, seconds: number): Throttle {
  const calls = new Map<string, number[]>()
  return {
    wait: (address, now) => {
      const recent = (calls.get(address) ?? []).filter((at) => at > now - seconds * 1000)
      if (recent.length >= most) return Math.ceil((recent[0]! + seconds * 1000 - now) / 1000)
      calls.set(address, [...recent, now])
      return 0
    },
  }
}
