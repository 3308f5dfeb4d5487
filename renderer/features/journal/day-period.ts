/** A day typed as 2026-11-22 in local time: its first or last millisecond; null for nothing typed, undefined for something else. */
export function readDay(typed: string, edge: 'first' | 'last'): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T${edge === 'first' ? '00:00:00.000' : '23:59:59.999'}`)
  return Number.isNaN(at) ? undefined : at
}
