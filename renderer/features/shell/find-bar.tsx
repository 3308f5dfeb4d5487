import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { formatCount } from '../../lib/format-number.ts'
import { IconButton } from '../../ui/button.tsx'
import { CloseIcon, OlderIcon, OpenIcon } from '../../ui/icons.ts'
import { TextField } from '../../ui/text-field.tsx'
import styles from './find-bar.module.css'
import { mostMatches } from './terminal-find.ts'
import type { FindResult, TerminalFind } from './terminal-find.ts'
import { say } from './shell-words.ts'

function resultText({ index, count }: FindResult): string {
  if (count >= mostMatches) return say('manyMatches', { count: formatCount(mostMatches) })
  if (count === 0) return say('noMatch')
  return index === null ? say('matches', { count }) : say('match', { index: index + 1, count })
}

/** Finds text in the output: Enter goes to older matches, Shift+Enter to newer ones, Esc goes back to the terminal. */
export function FindBar({ find, onClose }: { readonly find: TerminalFind; readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [result, setResult] = useState<FindResult | null>(null)
  useEffect(() => {
    const stop = find.onResult(setResult)
    return () => {
      stop()
      find.clear()
    }
  }, [find])
  const change = (next: string) => {
    setText(next)
    find.start(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && event.shiftKey) find.newer(text)
    else if (event.key === 'Enter') find.older(text)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.bar} role="search" onKeyDown={onKeyDown}>
      <TextField isLabelHidden label={say('find')} placeholder={say('find')} value={text} onChange={change} ref={focusOnce} />
      <span className={styles.result} role="status">
        {text !== '' && result ? resultText(result) : ''}
      </span>
      <IconButton name={say('older')} shortcut="Enter" icon={OlderIcon} onClick={() => find.older(text)} />
      <IconButton name={say('newer')} shortcut="Shift+Enter" icon={OpenIcon} onClick={() => find.newer(text)} />
      <IconButton name={say('closeFind')} shortcut="Esc" icon={CloseIcon} onClick={onClose} />
    </div>
  )
}

const focusOnce = (field: HTMLInputElement | null): void => field?.focus()
