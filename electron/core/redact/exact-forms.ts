const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SHORTEST = 4

function base64(bytes: readonly number[]): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(index, index + 3)
    const bits = (a << 16) | (b << 8) | c
    text += [18, 12, 6, 0].map((shift) => alphabet[(bits >> shift) & 63]).join('')
  }
  return text.slice(0, Math.ceil((bytes.length * 8) / 6))
}

/** Base64 of the value wherever it starts inside a longer encoded text: the characters only the value decides. */
function base64Forms(value: string): string[] {
  const bytes = [...new TextEncoder().encode(value)]
  return [0, 1, 2].map((offset) => {
    const encoded = base64([...Array<number>(offset).fill(0), ...bytes])
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    return encoded.slice(Math.ceil((offset * 8) / 6), whole)
  })
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_')

/**
 * The texts by which a vault value may show up: as it is, as URL parameter, as JSON text, and base64-encoded in both alphabets.
 * Values under four characters are left out, they would hide half of any output. Longest first.
 */
export function exactForms(values: readonly string[]): readonly string[] {
  const forms = new Set<string>()
  for (const value of values.filter((one) => one.length >= SHORTEST)) {
    const encoded = encodeURIComponent(value.toWellFormed())
    const plain = [value, encoded, encoded.replaceAll(/%../g, (part) => part.toLowerCase()), encoded.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1)]
    const coded = base64Forms(value).filter((form) => form.length >= SHORTEST)
    for (const form of [...plain, ...coded, ...coded.map(urlSafe)]) forms.add(form)
  }
  return [...forms].sort((a, b) => b.length - a.length)
}
