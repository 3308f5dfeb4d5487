import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import type { Stop } from '#shared/util/stop.ts'
import { guardTerminal } from './guard-screen.ts'
import type { ShellClient } from './shell-client.ts'
import { copySelection, isManyLines } from './terminal-clipboard.ts'
import { createTerminalFind } from './terminal-find.ts'
import type { TerminalFind } from './terminal-find.ts'
import { chordOf, typedFor } from './terminal-keys.ts'
import type { TerminalChord } from './terminal-keys.ts'
import { readTerminalTheme, terminalFont } from './terminal-theme.ts'
import styles from './terminal-view.module.css'
import { say } from './shell-words.ts'

/** What a terminal asks of the pane that shows it. */
export interface TerminalListener {
  /** Asked before text of several lines is pasted; resolves to whether it may. */
  readonly onPaste: (text: string) => Promise<boolean>
  readonly onFind: () => void
  readonly onSplit: () => void
}

/** A terminal that lives as long as its shell: leaving its tab keeps every line of it. */
export interface KeptTerminal {
  /** Shows it in a place of the page until the answer is called. */
  mount(place: HTMLElement, listener: TerminalListener): Stop
  focus(): void
  /** Whether somebody can see it now. */
  isShown(): boolean
  readonly find: TerminalFind
  readonly dispose: Stop
}

/** Lines that can be scrolled back to. */
const scrollback = 50_000

const createTerminal = (): Terminal =>
  new Terminal({
    cursorBlink: false,
    cursorStyle: 'block',
    fontFamily: terminalFont(),
    fontSize: 12.5,
    lineHeight: 1.3,
    minimumContrastRatio: 4.5,
    screenReaderMode: false,
    scrollback,
    theme: readTerminalTheme(),
    allowProposedApi: true,
    customGlyphs: true,
  })

/** A key that was refused makes the terminal blink once, unless the person wants no motion. */
function flash(frame: HTMLElement): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
  frame.animate([{ opacity: 0.6 }, { opacity: 1 }], { duration: 80 })
}

function perform(terminal: Terminal, chord: TerminalChord, listener: TerminalListener): void {
  const typed = typedFor[chord]
  if (typed !== undefined) terminal.input(typed)
  else if (chord === 'copy') copySelection(terminal)
  else if (chord === 'find') listener.onFind()
  else if (chord === 'split') listener.onSplit()
  else if (chord === 'scrollUp') terminal.scrollPages(-1)
  else if (chord === 'scrollDown') terminal.scrollPages(1)
}

/** Answers whether the key goes on to the remote side. */
function handleKey(terminal: Terminal, event: KeyboardEvent, listener: TerminalListener | null): boolean {
  const chord = chordOf(event)
  if (chord === null || !listener) return true
  // Left alone, the chord for pasting becomes the browser's own paste, which needs no permission to read the clipboard.
  if (chord !== 'paste') event.preventDefault()
  if (event.type === 'keydown') perform(terminal, chord, listener)
  return false
}

/** Keeps the remote size equal to what fits while it is in sight. */
function watchSize(frame: HTMLElement, terminal: Terminal, client: ShellClient): Stop {
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  const refit = () => {
    if (frame.isConnected && frame.clientWidth > 0) fit.fit()
  }
  const sizes = new ResizeObserver(refit)
  sizes.observe(frame)
  const onResize = terminal.onResize(({ cols, rows }) => client.resize(cols, rows))
  refit()
  client.resize(terminal.cols, terminal.rows)
  return () => {
    sizes.disconnect()
    onResize.dispose()
    fit.dispose()
  }
}

/** Keeps the colours equal to the theme, in sight or not. */
function watchTheme(terminal: Terminal): Stop {
  const themes = new MutationObserver(() => {
    terminal.options.theme = readTerminalTheme()
  })
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => themes.disconnect()
}

function createFrame(): HTMLElement {
  const frame = document.createElement('div')
  frame.className = styles.frame ?? ''
  return frame
}

/** Opens it in its frame: once, when the frame is first in the page, because letters are measured then. */
function openIn(frame: HTMLElement, terminal: Terminal, client: ShellClient): void {
  if (terminal.element) return
  terminal.open(frame)
  terminal.textarea?.setAttribute('aria-label', say('terminal', { name: client.view.deviceName }))
}

/** Gives a shell its terminal. Characters go between the two without passing through React. */
export function createKeptTerminal(client: ShellClient): KeptTerminal {
  const terminal = createTerminal()
  const frame = createFrame()
  let listener: TerminalListener | null = null
  guardTerminal(terminal)
  terminal.attachCustomKeyEventHandler((event) => handleKey(terminal, event, listener))
  terminal.onData((data) => client.type(data))
  client.attach({ write: (data, drawn) => terminal.write(data, drawn), bell: () => flash(frame) })
  frame.addEventListener('paste', (event) => void pasteInto(terminal, event, listener), true)
  const stopTheme = watchTheme(terminal)
  return {
    mount: (place, next) => {
      listener = next
      place.append(frame)
      openIn(frame, terminal, client)
      const stopSize = watchSize(frame, terminal, client)
      return () => {
        stopSize()
        listener = null
        frame.remove()
      }
    },
    focus: () => terminal.focus(),
    isShown: () => listener !== null,
    find: createTerminalFind(terminal),
    dispose: () => {
      stopTheme()
      terminal.dispose()
      frame.remove()
    },
  }
}

/** SECURITY: pasted text of several lines would run at once; it stops for a look first (B95). */
async function pasteInto(terminal: Terminal, event: ClipboardEvent, listener: TerminalListener | null): Promise<void> {
  event.preventDefault()
  event.stopPropagation()
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!isManyLines(text) || (await listener?.onPaste(text)) === true) terminal.paste(text)
}
