/**
 * Reads the items of a list, leaving out those that cannot be read. Null when there is no list, or when nothing in it
 * could be read: only an empty list says "none" (S6).
 */
export function readableItems<Item, Out>(list: readonly Item[] | null | undefined, read: (item: Item) => readonly Out[]): Out[] | null {
  if (!list) return null
  const items = list.flatMap(read)
  return items.length === 0 && list.length > 0 ? null : items
}

/** True for a section of which the answer told nothing at all: every member is null or an empty list. */
export const saysNothing = (section: object): boolean => Object.values(section).every((member) => member === null || (Array.isArray(member) && member.length === 0))
