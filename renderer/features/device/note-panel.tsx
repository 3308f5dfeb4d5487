import { useState } from 'react'
import { useStore } from 'zustand'
import type { DeviceNote } from '#shared/model/device-note.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { draftOf, dropDraft, keepDraft, noteDrafts } from './note-drafts.ts'
import { NoteEditor } from './note-editor.tsx'
import styles from './note-panel.module.css'
import { say } from './note-words.ts'

/** The note as it is kept, followed while it is shown; what this window saved counts at once. */
function useNote(deviceId: DeviceId) {
  const api = useApi()
  const answer = useAnswer(`note ${deviceId}`, () => api.device.note({ deviceId }))
  const [own, setOwn] = useState<DeviceNote | null>(null)
  const read = answer.value
  const note = own?.deviceId === deviceId && own.version > (read?.version ?? 0) ? own : read
  useEvent('device.noteChanged', (news) => news.deviceId === deviceId && news.version !== note?.version && answer.reload())
  return { note, error: answer.error, setOwn }
}

/** How old it is and whose. */
const Origin = ({ note }: { readonly note: DeviceNote }) => (
  <span className={styles.origin}>
    {say('saved')} <AgeText at={note.changedAt} /> {say('by', { name: note.changedBy ?? '' })}
  </span>
)

interface NoteTextProps {
  readonly name: string
  readonly note: DeviceNote
  /** The person comes from writing: the button has the focus again. */
  readonly isBack: boolean
  readonly onEdit: () => void
}

const takeFocus = (button: HTMLButtonElement | null): void => button?.focus()

/** SECURITY: the note is drawn as text; nothing in it becomes an element or a link. */
const NoteText = ({ name, note, isBack, onEdit }: NoteTextProps) => (
  <>
    {note.text === '' ? (
      <p className={styles.quiet}>{say('none')}</p>
    ) : (
      <div className={styles.text} role="group" aria-label={say('text', { name })} tabIndex={0} dir="auto">
        {note.text}
      </div>
    )}
    <div className={styles.line}>
      <Button ref={isBack ? takeFocus : undefined} onClick={onEdit}>
        {say(note.text === '' ? 'write' : 'edit')}
      </Button>
    </div>
  </>
)

/** What people know about a device and no server does. It is Outrider's own and works offline and in read-only mode. */
export function NotePanel({ deviceId, name }: { readonly deviceId: DeviceId; readonly name: string }) {
  const { note, error, setOwn } = useNote(deviceId)
  const draft = useStore(noteDrafts, (drafts) => drafts[deviceId])
  const [came, setCame] = useState<'to-write' | 'back' | null>(null)
  const edit = (from: DeviceNote) => {
    setCame('to-write')
    keepDraft(deviceId, draftOf(from))
  }
  const finish = (saved: DeviceNote | null) => {
    if (saved) setOwn(saved)
    setCame('back')
    dropDraft(deviceId)
  }
  return (
    <section className={styles.panel} aria-label={say('title')}>
      <h2>
        {say('title')} {note && note.text !== '' && <Origin note={note} />}
      </h2>
      {error && <ErrorPanel error={error} />}
      {note && draft && <NoteEditor name={name} note={note} kept={draft} isAskedFor={came === 'to-write'} onDone={finish} />}
      {note && !draft && <NoteText name={name} note={note} isBack={came === 'back'} onEdit={() => edit(note)} />}
    </section>
  )
}
