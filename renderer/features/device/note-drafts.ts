import { createStore } from 'zustand/vanilla'
import type { DeviceNote } from '#shared/model/device-note.ts'
import type { DeviceId } from '#shared/model/ids.ts'

/** A note that is being written. */
export interface NoteDraft {
  /** The version it is written from, and what that one says. */
  readonly basedOn: number
  readonly from: string
  readonly text: string
}

/** Notes that are being written in this window: leaving a tab or a device loses none. */
export const noteDrafts = createStore<Readonly<Record<DeviceId, NoteDraft>>>(() => ({}))

export const keepDraft = (deviceId: DeviceId, draft: NoteDraft): void => noteDrafts.setState({ [deviceId]: draft })

export const dropDraft = (deviceId: DeviceId): void =>
  noteDrafts.setState((drafts) => Object.fromEntries(Object.entries(drafts).filter(([id]) => id !== deviceId)), true)

/** A draft that begins with what is saved. */
export const draftOf = ({ version, text }: DeviceNote): NoteDraft => ({ basedOn: version, from: text, text })

export const isTouched = ({ from, text }: NoteDraft): boolean => text !== from

/** The draft beside the note as it is now: one that nobody typed into follows the note. */
export const followNote = (draft: NoteDraft, note: DeviceNote): NoteDraft => (isTouched(draft) ? draft : draftOf(note))

/** The draft once its writer has seen the note that was saved meanwhile, with that one above it or without. */
export const afterSeeing = (draft: NoteDraft, note: DeviceNote, isJoined: boolean): NoteDraft => ({
  ...draftOf(note),
  text: isJoined ? `${note.text}\n\n${draft.text}` : draft.text,
})
