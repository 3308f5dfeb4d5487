import type { Device } from '#shared/model/device.ts'
import type { SectionName } from '#shared/model/section.ts'
import { freshSpanOf } from '#shared/util/freshness.ts'
import type { CompanyContext } from '../context.ts'
import { type Manifest, type Provider, toDeviceRef } from '../providers/provider.ts'
import type { SectionNotes } from './section-states.ts'

/** What this session learned about reading the sections of one device. */
interface ReadNotes {
  readonly readAt: Map<SectionName, number>
  readonly problems: Map<SectionName, string>
}

/** Reads sections from vendors when they are not fresh. Requests for one device wait for each other, so that none is sent twice. */
export class SectionReader {
  readonly #context: CompanyContext
  readonly #abort = new AbortController()
  readonly #notes = new Map<string, ReadNotes>()
  readonly #turns = new Map<string, Promise<void>>()

  constructor(context: CompanyContext) {
    this.#context = context
  }

  /**
   * Reads those of `sections` that are past their freshness window (all with `force`), and what the vendor brings with them. Sends
   * nothing when none is. Throws when the vendor did not answer; sections it could not give keep their reason in `notesOf`.
   */
  async refresh(device: Device, sections: readonly SectionName[], force: boolean): Promise<void> {
    const before = this.#turns.get(device.id) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(() => this.#refreshNow(device, sections, force))
    this.#turns.set(device.id, turn)
    try {
      await turn
    } finally {
      if (this.#turns.get(device.id) === turn) this.#turns.delete(device.id)
    }
  }

  notesOf(deviceId: string, section: SectionName): SectionNotes {
    const notes = this.#notes.get(deviceId)
    const problem = notes?.problems.get(section)
    return { isAnsweredEmpty: notes?.readAt.has(section) === true && problem === undefined, problem }
  }

  /** Ends requests that are under way. */
  stop(): void {
    this.#abort.abort()
  }

  async #refreshNow(device: Device, sections: readonly SectionName[], force: boolean): Promise<void> {
    const { connections, modes } = this.#context
    const due = force ? sections : await this.#due(device, sections, await connections.manifest(device.accountId))
    if (due.length === 0) return
    modes.assertOnline()
    const provider = await connections.provider(device.accountId)
    const wanted = [...new Set(due.flatMap((section) => [section, ...provider.sectionsReadTogether(section)]))]
    await this.#read(provider, device, wanted)
  }

  async #due(device: Device, sections: readonly SectionName[], manifest: Manifest): Promise<SectionName[]> {
    const stored = new Map((await this.#context.store.read.sections(device.id)).map((one) => [one.section, one.fetchedAt]))
    const readAt = this.#notes.get(device.id)?.readAt
    const now = this.#context.ports.clock.now()
    return sections.filter((section) => {
      const lastAt = Math.max(stored.get(section) ?? -Infinity, readAt?.get(section) ?? -Infinity)
      return now - lastAt >= freshSpanOf(manifest.cadence[section])
    })
  }

  async #read(provider: Provider, device: Device, wanted: readonly SectionName[]): Promise<void> {
    const { connections, store, events, ports, pipeline } = this.#context
    const answer = await provider.readDevice(toDeviceRef(device), wanted, this.#abort.signal).catch((error: unknown) => {
      connections.report(device.accountId, { ok: false, error })
      throw error
    })
    connections.report(device.accountId, { ok: true })
    const now = ports.clock.now()
    const before = ports.clock.monotonic()
    const changed = await store.write.saveSections(device.id, answer.sections, now)
    pipeline.storedSections({ device, manifest: provider.manifest, reading: answer, changed, durationMs: ports.clock.monotonic() - before })
    this.#remember(device.id, wanted, answer.failures, now)
    events.publish('device.sectionsChanged', { deviceId: device.id, sections: [...wanted] })
  }

  #remember(deviceId: string, wanted: readonly SectionName[], failures: Readonly<Record<string, string>>, now: number): void {
    const notes = this.#notes.get(deviceId) ?? { readAt: new Map<SectionName, number>(), problems: new Map<SectionName, string>() }
    this.#notes.set(deviceId, notes)
    for (const section of wanted) {
      const problem = failures[section]
      if (problem === undefined) {
        notes.readAt.set(section, now)
        notes.problems.delete(section)
      } else notes.problems.set(section, problem)
    }
  }
}
