import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { longestNote } from '#shared/model/device-note.ts'
import type { DeviceNote } from '#shared/model/device-note.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { afterSeeing, followNote, isTouched, keepDraft } from './note-drafts.ts'
import type { NoteDraft } from './note-drafts.ts'
import styles from './note-panel.module.css'
import { say } from './note-words.ts'

interface NoteEditorProps {
  readonly name: string
  readonly note: DeviceNote
  readonly kept: NoteDraft
  /** The person just asked for it: the text has the focus. */
  readonly isAskedFor: boolean
  /** It was saved (then with the note) or given up. */
  readonly onDone: (saved: DeviceNote | null) => void
}

function startTyping(field: HTMLTextAreaElement | null): void {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

/** How much room is left, once that matters; what is too long is said beside the button. */
const roomOf = (length: number): string | null => (length < longestNote * 0.9 || length > longestNote ? null : say('count', { count: formatCount(length), most: formatCount(longestNote) }))

interface LeaveQuestionProps {
  readonly name: string
  readonly isOpen: boolean
  readonly onAnswer: (mayLeave: boolean) => void
}

/** Asks before typed text is lost; the safe answer has the focus. Always mounted, so that closing it gives the focus back. */
const LeaveQuestion = ({ name, isOpen, onAnswer }: LeaveQuestionProps) => (
  <Dialog
    isOpen={isOpen}
    title={say('leaveTitle')}
    onClose={() => onAnswer(false)}
    actions={
      <>
        <Button autoFocus onClick={() => onAnswer(false)}>
          {say('stay')}
        </Button>
        <Button tone="danger" onClick={() => onAnswer(true)}>
          {say('leave')}
        </Button>
      </>
    }
  >
    <p>{say('leaveWhy', { name })}</p>
  </Dialog>
)

/** What somebody else saved while this note was written, and what to do with the two. */
const OtherNote = ({ note, onDecide }: { readonly note: DeviceNote; readonly onDecide: (isJoined: boolean) => void }) => (
  <>
    <ErrorPanel tone="notice" error={{ what: say('changed', { name: note.changedBy ?? '' }), effect: say('changedEffect'), next: say('changedNext') }}>
      <Button onClick={() => onDecide(true)}>{say('join')}</Button>
      <Button onClick={() => onDecide(false)}>{say('replace')}</Button>
    </ErrorPanel>
    <div className={styles.text} role="group" aria-label={say('theirs')} tabIndex={0} dir="auto">
      {note.text === '' ? say('takenAway') : note.text}
    </div>
  </>
)

/** Saves what was typed, and says why that is not possible now. */
function useSaving({ note, kept, onDone }: NoteEditorProps) {
  const api = useApi()
  const draft = followNote(kept, note)
  const save = useCommand((text: string) => api.device.saveNote({ deviceId: note.deviceId, text, basedOn: draft.basedOn }))
  const isBehind = draft.basedOn !== note.version && !save.isRunning
  const isTooLong = draft.text.length > longestNote
  const reason = isBehind ? say('decide') : isTooLong ? say('tooLong', { most: formatCount(longestNote), count: formatCount(draft.text.length) }) : null
  const run = async () => {
    if (reason !== null || save.isRunning) return
    if (!isTouched(draft)) return onDone(null)
    const saved = await save.run(draft.text.trim() === '' ? '' : draft.text)
    if (saved) onDone(saved)
  }
  // The note that came between is on screen by then, with the choice.
  const error = save.error?.code === 'device.note-changed' && isBehind ? null : save.error
  return { draft, isBehind, isRunning: save.isRunning, reason, error, run: () => void run() }
}

interface NoteFieldProps {
  readonly name: string
  readonly text: string
  readonly isAskedFor: boolean
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  readonly onLeave: () => void
}

/** The text itself. It takes more than may be saved: cutting what was pasted would lose it. */
function NoteField({ name, text, isAskedFor, onChange, onSave, onLeave }: NoteFieldProps) {
  const helpId = useId()
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') onSave()
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    onLeave()
  }
  return (
    <>
      <textarea
        ref={isAskedFor ? startTyping : undefined}
        className={styles.field}
        aria-label={say('text', { name })}
        aria-describedby={helpId}
        rows={8}
        dir="auto"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p id={helpId} className={styles.quiet}>
        {say('help')} {roomOf(text.length)}
      </p>
    </>
  )
}

/** The note as a text to write: Ctrl+Enter saves, Esc leaves it and asks first when something was typed. */
export function NoteEditor(props: NoteEditorProps) {
  const { name, note, isAskedFor, onDone } = props
  const { draft, isBehind, isRunning, reason, error, run } = useSaving(props)
  const [isAsking, setAsking] = useState(false)
  const change = (next: NoteDraft) => keepDraft(note.deviceId, next)
  const leave = () => (isTouched(draft) ? setAsking(true) : onDone(null))
  const answer = (mayLeave: boolean) => {
    setAsking(false)
    if (mayLeave) onDone(null)
  }
  return (
    <div className={styles.editor}>
      <NoteField name={name} text={draft.text} isAskedFor={isAskedFor} onChange={(text) => change({ ...draft, text })} onSave={run} onLeave={leave} />
      {isBehind && <OtherNote note={note} onDecide={(isJoined) => change(afterSeeing(draft, note, isJoined))} />}
      {error && <ErrorPanel error={error} />}
      <div className={styles.line}>
        <Button tone="primary" isBusy={isRunning} disabledReason={reason} onClick={run}>
          {say('save')}
        </Button>
        <Button onClick={leave}>{say('cancel')}</Button>
        {reason !== null && <span className={styles.quiet}>{reason}</span>}
      </div>
      <LeaveQuestion name={name} isOpen={isAsking} onAnswer={answer} />
    </div>
  )
}
