/** Keys that change the line or move in it. */
export type EditingKey =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'clear'
  | 'clear-right'
  | 'clear-word'
  | 'unknown'

/** A key as the line editor understands it. */
export type EditorKey =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'enter' | 'interrupt' }
  | { readonly kind: EditingKey }

type KeyName = Exclude<EditorKey['kind'], 'text'>

const controls: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\x03': 'interrupt',
  '\x01': 'home',
  '\x05': 'end',
  '\x02': 'left',
  '\x06': 'right',
  '\x08': 'backspace',
  '\x7f': 'backspace',
  '\x04': 'delete',
  '\x15': 'clear',
  '\x0b': 'clear-right',
  '\x17': 'clear-word',
  '\x10': 'up',
  '\x0e': 'down',
}

/** Cursor and editing keys behind `ESC [` or `ESC O`, without modifiers. */
const escapes: Readonly<Record<string, KeyName>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '7~': 'home',
  '4~': 'end',
  '8~': 'end',
  '3~': 'delete',
}

// oxlint-disable-next-line no-control-regex
const token = /\x1b(?:[[O](?<sequence>[\x20-\x3f]*[\x40-\x7e])|(?<meta>[^[O]))|\r\n|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/gs
/** The beginning of a key that has not come whole: an open escape sequence, or half of a character. */
// oxlint-disable-next-line no-control-regex
const unfinished = /(?:\x1b(?:[[O][\x20-\x3f]*)?|[\ud800-\udbff])$/

/** Reads keys out of terminal input; each with the index behind it. `pending` is what has to wait for more. */
export function readKeys(data: string): { readonly keys: readonly { readonly key: EditorKey; readonly end: number }[]; readonly pending: string } {
  const pending = unfinished.exec(data)?.[0] ?? ''
  const whole = data.slice(0, data.length - pending.length)
  const keys: { key: EditorKey; end: number }[] = []
  for (const match of whole.matchAll(token)) {
    const text = match[0]
    const sequence = match.groups?.['sequence']
    const name = text === '\r\n' ? 'enter' : sequence === undefined ? controls[text] : (escapes[sequence] ?? 'unknown')
    const isText = text >= ' ' && text !== '\x7f'
    keys.push({ key: name === undefined && isText ? { kind: 'text', text } : { kind: name ?? 'unknown' }, end: match.index + text.length })
  }
  return { keys, pending }
}
