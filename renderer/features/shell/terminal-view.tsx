import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { ShellClient } from './shell-client.ts'
import { guardTerminal } from './guard-screen.ts'
import { readTerminalTheme, terminalFont } from './terminal-theme.ts'
import styles from './terminal-view.module.css'
import { say } from './shell-words.ts'

interface TerminalViewProps {
  readonly client: ShellClient
  /** Asked before text of several lines is pasted; resolves to whether it may. */
  readonly onPaste: (text: string) => Promise<boolean>
}

const createTerminal = (): Terminal =>
  new Terminal({
    cursorBlink: false,
    cursorStyle: 'block',
    fontFamily: terminalFont(),
    fontSize: 12.5,
    lineHeight: 1.3,
    minimumContrastRatio: 4.5,
    screenReaderMode: false,
    scrollback: 50_000,
    theme: readTerminalTheme(),
    allowProposedApi: true,
    customGlyphs: true,
  })

/** Keys that stay with the console while the terminal has the focus (D17): F6 and the copy, paste and find chords. */
function isOurs(event: KeyboardEvent): boolean {
  if (event.key === 'F6') return true
  return event.ctrlKey && event.shiftKey && ['C', 'V', 'F', 'D'].includes(event.key.toUpperCase())
}

const isManyLines = (text: string): boolean => /[\r\n]/.test(text.replace(/[\r\n]+$/, ''))

async function paste(terminal: Terminal, text: string, onPaste: TerminalViewProps['onPaste']): Promise<void> {
  if (!isManyLines(text) || (await onPaste(text))) terminal.paste(text)
}

function handleChord(terminal: Terminal, event: KeyboardEvent, onPaste: TerminalViewProps['onPaste']): boolean {
  if (!isOurs(event)) return true
  const key = event.key.toUpperCase()
  if (event.type === 'keydown' && key === 'C' && terminal.hasSelection()) void navigator.clipboard.writeText(terminal.getSelection())
  if (event.type === 'keydown' && key === 'V') void navigator.clipboard.readText().then((text) => paste(terminal, text, onPaste))
  if (key === 'C' || key === 'V') event.preventDefault()
  return false
}

/** Keeps the remote size equal to what fits, and the colours equal to the theme. */
function watchPlace(place: HTMLElement, terminal: Terminal, client: ShellClient): () => void {
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  const refit = () => {
    if (place.clientWidth > 0) fit.fit()
  }
  const sizes = new ResizeObserver(refit)
  sizes.observe(place)
  const onResize = terminal.onResize(({ cols, rows }) => client.resize(cols, rows))
  const themes = new MutationObserver(() => {
    terminal.options.theme = readTerminalTheme()
  })
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  refit()
  client.resize(terminal.cols, terminal.rows)
  return () => {
    sizes.disconnect()
    themes.disconnect()
    onResize.dispose()
  }
}

/** The terminal itself. Characters go between xterm and the shell client without passing through React. */
export function TerminalView({ client, onPaste }: TerminalViewProps) {
  const place = useRef<HTMLDivElement>(null)
  const askPaste = useEffectEvent(onPaste)

  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const terminal = createTerminal()
    guardTerminal(terminal)
    terminal.loadAddon(new SearchAddon())
    terminal.attachCustomKeyEventHandler((event) => handleChord(terminal, event, (text) => askPaste(text)))
    terminal.open(element)
    const onBrowserPaste = (event: ClipboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      void paste(terminal, event.clipboardData?.getData('text/plain') ?? '', (text) => askPaste(text))
    }
    element.addEventListener('paste', onBrowserPaste, true)
    const stopWatching = watchPlace(element, terminal, client)
    const detach = client.attach({ write: (data, drawn) => terminal.write(data, drawn) })
    const typed = terminal.onData((data) => client.type(data))
    terminal.focus()
    return () => {
      element.removeEventListener('paste', onBrowserPaste, true)
      typed.dispose()
      detach()
      stopWatching()
      terminal.dispose()
    }
  }, [client])

  return <div ref={place} className={styles.terminal} data-terminal aria-label={say('terminal', { name: client.view.deviceName })} />
}
