import type { Exchange } from '#shared/model/exchange.ts'
import type { SectionName } from '#shared/model/section.ts'
import type { DeviceReading } from '../provider.ts'
import type { ApiClient, ReadCall } from '../toolkit/api-client.ts'

/** What one request made of its sections: their values, and why others have none. */
export type SourceResult = Pick<DeviceReading, 'sections' | 'failures'>

/** One reading of a device: how it asks, and what it counts while its sources fill it. */
export interface Reading {
  readonly ask: (call: ReadCall) => ReturnType<ApiClient['readJson']>
  readonly exchanges: Exchange[]
  readonly drift: Map<string, number>
  readonly rejected: { count: number }
}

/** Sections without a value, all for the same reason. */
export const without = (sections: readonly SectionName[], reason: string): SourceResult => ({ sections: [], failures: Object.fromEntries(sections.map((section) => [section, reason])) })

/** An answer that is not what it should be says nothing: what is known stays, and the reason is told (S6). */
export const unreadable = (sections: readonly SectionName[]): SourceResult => without(sections, 'the answer could not be read')
