/** How lists of a section are put in order before they are compared: by these keys of their items. */
const naturalKeys: readonly string[] = ['name', 'version', 'key', 'mac', 'slot', 'id']

const keyOf = (item: unknown): string =>
  typeof item === 'object' && item !== null ? naturalKeys.map((key) => String((item as Record<string, unknown>)[key] ?? '')).join('\u0000') : String(item)

function ordered(items: readonly unknown[]): unknown[] {
  const texts = items.map((item) => ({ key: keyOf(item), text: canonicalJson(item) }))
  texts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
  return texts.map((one) => one.text)
}

/**
 * The same text for the same content: keys sorted, texts in Unicode normal form C, lists in the order of what they
 * hold, because the order of a vendor's list is noise (N4).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${ordered(value).join()}]`
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join()}}`
}
