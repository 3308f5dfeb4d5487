import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { longestName } from './shell-layout.ts'
import styles from './shell-tab-bar.module.css'
import { say } from './shell-words.ts'

interface RenameFieldProps {
  readonly name: string
  /** Null: it was given up. */
  readonly onDone: (name: string | null) => void
}

function startTyping(field: HTMLInputElement | null): void {
  field?.focus()
  field?.select()
}

/** Names a tab in its place: Enter or leaving keeps, Esc gives up. */
export function RenameField({ name, onDone }: RenameFieldProps) {
  const [text, setText] = useState(name)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') onDone(text)
    if (event.key === 'Escape') onDone(null)
  }
  return (
    <input
      ref={startTyping}
      className={styles.rename}
      aria-label={say('rename')}
      value={text}
      maxLength={longestName}
      spellCheck={false}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => onDone(text)}
    />
  )
}
