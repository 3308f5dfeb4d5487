/** What a key means to the terminal itself; every other key goes to the remote side. */
export type TerminalChord = 'leave' | 'sendF6' | 'copy' | 'paste' | 'find' | 'split' | 'scrollUp' | 'scrollDown' | 'sendPageUp' | 'sendPageDown'

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const shifted: Readonly<Record<string, TerminalChord>> = { C: 'copy', V: 'paste', F: 'find', D: 'split', PAGEUP: 'scrollUp', PAGEDOWN: 'scrollDown', F6: 'sendF6' }

/** The terminal library would keep these two for scrolling; here they belong to the remote side like every other key. */
const withShiftOnly: Readonly<Record<string, TerminalChord>> = { PAGEUP: 'sendPageUp', PAGEDOWN: 'sendPageDown' }

/** The chord of a key press, or null when the key belongs to the remote side (B92, D17). Cmd stands for Ctrl on macOS. */
export function chordOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): TerminalChord | null {
  const name = key.toUpperCase()
  const hasControl = ctrlKey || metaKey
  if (altKey) return null
  if (hasControl && shiftKey) return shifted[name] ?? null
  if (hasControl) return null
  return name === 'F6' ? 'leave' : shiftKey ? (withShiftOnly[name] ?? null) : null
}

/** What is typed for a chord that sends a key, as a terminal of the xterm family encodes it. */
export const typedFor: Readonly<Partial<Record<TerminalChord, string>>> = { sendF6: '\u001B[17~', sendPageUp: '\u001B[5;2~', sendPageDown: '\u001B[6;2~' }
