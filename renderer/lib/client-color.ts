/** The twelve tested client colours; each is a token `--client-<name>`. */
export const clientColors = ['teal', 'blue', 'violet', 'magenta', 'red', 'orange', 'gold', 'olive', 'green', 'cyan', 'slate', 'brown'] as const
export type ClientColor = (typeof clientColors)[number]

/** The colour of a client, the same on every screen and every start: derived from its name. Never shown without the name. */
export function clientColor(client: string | null): ClientColor {
  if (client === null) return 'slate'
  let hash = 2_166_136_261
  for (const char of client.toLowerCase()) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619)
  // Names of one fleet differ in few letters; mixing once more spreads them over all twelve.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return clientColors[((hash ^ (hash >>> 16)) >>> 0) % clientColors.length] ?? 'slate'
}

/** The colour as a CSS value. */
export const clientColorValue = (client: string | null): string => `var(--client-${clientColor(client)})`
