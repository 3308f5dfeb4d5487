import type { Command } from './commands.ts'
import type { FleetTable } from '../features/inventory/fleet-table.ts'

/** What the palette can find. */
export interface PaletteResult {
  readonly devices: readonly number[]
  readonly clients: readonly string[]
  readonly commands: readonly Command[]
  /** A command fits the words better than every device and client: Enter must run it, not open something that only mentions them. */
  readonly isCommandFirst: boolean
}

const mostDevices = 8
/** Commands that lead here. */
const ways: ReadonlySet<string> = new Set(['palette', 'goTo'])
const mostClients = 5

/** Lower case without accents, so that "sohne" finds "Söhne". */
export const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{Diacritic}/gu, '').toLowerCase()

/** 0 is an exact match, then starts with, then a word starts with, then contains; null is no match. */
export function matchRank(text: string, query: string): number | null {
  const folded = fold(text)
  if (folded === query) return 0
  if (folded.startsWith(query)) return 1
  const at = folded.indexOf(query)
  if (at >= 0) return /[\s\-_.]/.test(folded.charAt(at - 1)) ? 2 : 3
  const words = query.split(/\s+/)
  return words.length > 1 && words.every((word) => folded.includes(word)) ? 4 : null
}

/** Something found, and how well it fits (`matchRank`; 5 is anything else the list knows). */
interface Ranked<T> {
  readonly item: T
  readonly rank: number
}

/** The best devices for a query: by name first, then by anything the list knows of them. Stops looking when it has enough. */
export function findDevices(table: FleetTable, query: string): readonly Ranked<number>[] {
  const best: Ranked<number>[] = []
  for (let row = 0; row < table.size; row += 1) {
    if (!table.isAlive(row)) continue
    const rank = matchRank(table.texts.name[row] ?? '', query) ?? (table.haystack(row).includes(query) ? 5 : null)
    if (rank !== null) best.push({ item: row, rank })
  }
  return best.toSorted((a, b) => a.rank - b.rank || a.item - b.item).slice(0, mostDevices)
}

function ranked<T>(items: readonly T[], textOf: (item: T) => string, query: string): readonly Ranked<T>[] {
  return items
    .flatMap((item) => {
      const rank = matchRank(textOf(item), query)
      return rank === null ? [] : [{ item, rank }]
    })
    .toSorted((a, b) => a.rank - b.rank)
}

const itemsOf = <T>(found: readonly Ranked<T>[]): readonly T[] => found.map(({ item }) => item)
/** No match is worse than every match. */
const bestRank = (found: readonly Ranked<unknown>[]): number => found[0]?.rank ?? Number.POSITIVE_INFINITY

/** Splits the prefix that narrows a search from the rest: `>` commands, `@` clients, `?` shortcuts. */
export function readQuery(text: string): { readonly prefix: '>' | '@' | '?' | ''; readonly query: string } {
  const first = text.trimStart().charAt(0)
  const prefix = first === '>' || first === '@' || first === '?' ? first : ''
  return { prefix, query: fold(text.trim().slice(prefix.length).trim()) }
}

/** Everything that matches, best first. An empty query lists the commands. */
export function searchPalette(text: string, table: FleetTable, commands: readonly Command[]): PaletteResult {
  const { prefix, query } = readQuery(text)
  const useful = commands.filter((command) => !ways.has(command.id))
  const bound = prefix === '?' ? useful.filter((command) => command.shortcut !== '') : useful
  const found = query === '' ? bound.map((item) => ({ item, rank: 0 })) : ranked(bound, (command) => command.title, query)
  const devices = prefix === '' && query !== '' ? findDevices(table, query) : []
  const clients = prefix === '@' || (prefix === '' && query !== '') ? ranked(table.dictionary.client.values, (client) => client, query).slice(0, prefix === '@' ? 50 : mostClients) : []
  const able = found.filter(({ item }) => item.disabledReason === null)
  const unable = found.filter(({ item }) => item.disabledReason !== null)
  return {
    devices: itemsOf(devices),
    clients: itemsOf(clients),
    commands: prefix === '@' ? [] : itemsOf([...able, ...unable]),
    isCommandFirst: bestRank(able) < Math.min(bestRank(devices), bestRank(clients)),
  }
}
