/**
 * What a remote terminal may ask of ours, as allow-lists: everything else is dropped, because a sequence nobody
 * thought of is exactly the one an attacker uses. Final characters as in ECMA-48 and the xterm control sequences.
 */

/** Cursor, erase, insert, delete, scroll, tabs, colours, scroll region, save and restore. */
const plainFinals = new Set('@ABCDEFGHIJKLMPSTXZ`abdefgmrsu')
/** Modes: set and reset. Also with the `?` of private modes (alternate screen, bracketed paste, mouse). */
const modeFinals = new Set('hl')

/**
 * Whether a CSI sequence may pass. `body` is everything between `ESC [` and the final character.
 * SECURITY: reports are what turns output into input. Only cursor position (`6n`) and primary attributes (`c`) are answered.
 */
export function isCsiAllowed(body: string, final: string): boolean {
  if (modeFinals.has(final)) return /^\??[\d;:]*$/.test(body)
  if (final === 'n') return body === '6'
  if (final === 'c') return body === '' || body === '0'
  if (final === 'J' || final === 'K') return /^\??[\d;:]*$/.test(body)
  if (final === 'q') return /^\d* $/.test(body)
  if (final === 'p') return body === '!'
  return plainFinals.has(final) && /^[\d;:]*$/.test(body)
}

/** Two-character escapes: save, restore, tab stop, line moves, keypad modes, full reset. */
const plainEscapes = new Set('78DEHM=>c')
/** Character sets (`ESC ( B`) and the alignment test (`ESC # 8`). */
const setIntroducers = new Set('()*+#')

/** Whether an escape of an introducer and a final character, or of one character alone, may pass. */
export const isEscapeAllowed = (introducer: string, final: string): boolean =>
  introducer === '' ? plainEscapes.has(final) : setIntroducers.has(introducer)

/** Characters that open a string sequence: DCS, SOS, OSC, PM, APC. */
export const stringOpeners: ReadonlySet<string> = new Set('PX]^_')

/** Intermediate characters of escapes (0x20-0x2F). */
export const isIntermediate = (character: string): boolean => character >= ' ' && character <= '/'

/** Longest address of a link that is shown. */
const linkLimit = 2_000

/** An address as plain ASCII text; whatever could hide or turn it around becomes visible. */
export const toShownAddress = (address: string): string =>
  address.replaceAll(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.isWellFormed() ? character : '\ufffd')).slice(0, linkLimit)

/**
 * Leaves the alternate screen and switches off mouse, focus and paste reports and attributes, and shows the cursor:
 * written when a session ends, so that a program that died does not leave the next prompt unusable. 1047 and not 1049: the
 * latter also moves the cursor to a saved place, over text that is still to be read.
 */
export const resetModes =
  '\x18\x1b[?1047l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1l\x1b>\x1b[4l\x1b[?7h\x1b[?25h\x1b(B\x1b[0m\r\n'
