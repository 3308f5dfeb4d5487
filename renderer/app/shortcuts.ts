/** Chords of a command: on Windows and Linux, on macOS, and in a browser, which keeps some chords for itself. */
export interface Chords {
  readonly standard: readonly string[]
  /** Where macOS differs beyond Ctrl being Cmd. */
  readonly mac?: readonly string[]
  readonly browser?: readonly string[]
}

export type ShortcutHost = 'desktop' | 'browser'

/** The chords of every command that has one, in the notation of the key library: `$mod` is Ctrl, or Cmd on macOS. */
export const chords = {
  palette: { standard: ['$mod+KeyK', 'F1'], browser: ['$mod+KeyK'] },
  goTo: { standard: ['$mod+KeyP'], browser: [] },
  filter: { standard: ['$mod+KeyF', 'F3'] },
  recent: { standard: ['Control+Tab'], browser: ['Alt+KeyQ'] },
  closeTab: { standard: ['$mod+KeyW'], browser: ['Alt+KeyW'] },
  reopen: { standard: ['$mod+Shift+KeyT'], browser: ['Alt+Shift+KeyW'] },
  shell: { standard: ['Control+Backquote'], browser: ['Alt+Backquote'] },
  nextPane: { standard: ['F6'] },
  previousPane: { standard: ['Shift+F6'] },
  refresh: { standard: ['F5'], mac: ['$mod+KeyR'], browser: ['Alt+KeyR'] },
  sync: { standard: ['Control+F5'], mac: ['$mod+Shift+KeyR'], browser: ['Alt+Shift+KeyR'] },
  offline: { standard: ['$mod+Shift+KeyO'], browser: ['Alt+KeyO'] },
  activity: { standard: ['$mod+Shift+KeyL'], browser: ['Alt+KeyL'] },
  readOnly: { standard: ['$mod+Shift+KeyX'], browser: ['Alt+KeyX'] },
  shortcuts: { standard: ['$mod+Slash'] },
} as const satisfies Readonly<Record<string, Chords>>

export type ChordName = keyof typeof chords

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

/** The chords in force on this computer and host, the one to show first. */
export function chordsFor(name: ChordName, host: ShortcutHost): readonly string[] {
  const known: Chords = chords[name]
  if (host === 'browser' && known.browser) return known.browser
  return isMac() && known.mac ? known.mac : known.standard
}

/** The chords of the nth tab. */
export const tabChord = (number: number, host: ShortcutHost): string => `${host === 'browser' ? 'Alt' : '$mod'}+Digit${number}`

const names: Readonly<Record<string, string>> = { KeyK: 'K', Backquote: '`', Slash: '/' }
const macNames: Readonly<Record<string, string>> = { $mod: '⌘', Control: '⌃', Alt: '⌥', Shift: '⇧' }

/** A chord as people read it: "Ctrl+Shift+O", "⌘⇧O". */
export function chordText(chord: string): string {
  const parts = chord.split('+').map((part) => names[part] ?? part.replace(/^(Key|Digit)/, ''))
  if (isMac()) return parts.map((part) => macNames[part] ?? part).join('')
  return parts.map((part) => (part === '$mod' || part === 'Control' ? 'Ctrl' : part)).join('+')
}
