/**
 * Keeps small settings of this window (sizes, columns, theme) between starts. A browser that refuses storage simply
 * starts with the defaults every time.
 */
export function recall<T>(key: string, fallback: T): T {
  try {
    const kept = localStorage.getItem(`outrider.${key}`)
    return kept === null ? fallback : (JSON.parse(kept) as T)
  } catch {
    return fallback
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(`outrider.${key}`, JSON.stringify(value))
  } catch {
    // Storage is full or forbidden; the setting lasts until the window closes.
  }
}
