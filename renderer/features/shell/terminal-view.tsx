import { useEffect, useEffectEvent, useRef } from 'react'
import type { KeptTerminal, TerminalListener } from './kept-terminal.ts'
import styles from './terminal-view.module.css'

interface TerminalViewProps extends TerminalListener {
  readonly terminal: KeptTerminal
}

/** The place where a terminal is shown. */
export function TerminalView({ terminal, ...listener }: TerminalViewProps) {
  const place = useRef<HTMLDivElement>(null)
  const onPaste = useEffectEvent(listener.onPaste)
  const onFind = useEffectEvent(listener.onFind)
  const onSplit = useEffectEvent(listener.onSplit)
  useEffect(() => {
    const element = place.current
    return element ? terminal.mount(element, { onPaste: (text) => onPaste(text), onFind: () => onFind(), onSplit: () => onSplit() }) : undefined
  }, [terminal])
  return <div ref={place} className={styles.terminal} data-terminal />
}
