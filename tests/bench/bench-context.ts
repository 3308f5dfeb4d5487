/** What every measure is told. */
export interface BenchContext {
  /** Devices of the practice fleet. */
  readonly devices: number
}
