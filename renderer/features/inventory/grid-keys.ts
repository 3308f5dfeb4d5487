import type { KeyboardEvent } from 'react'

/** What a key asks of the grid. Moves are in rows; `page` is the number of rows on screen. */
export type GridIntent =
  | { readonly kind: 'move'; readonly to: 'by' | 'first' | 'last'; readonly rows: number; readonly isExtending: boolean }
  | { readonly kind: 'column'; readonly by: number }
  | { readonly kind: 'edge'; readonly column: 'first' | 'last' }
  | { readonly kind: 'toggle' | 'select-all' | 'open' | 'peek' | 'copy' | 'clear' | 'filter' | 'menu' }

const move = (rows: number, isExtending: boolean): GridIntent => ({ kind: 'move', to: 'by', rows, isExtending })

const plain: Readonly<Record<string, GridIntent>> = {
  Enter: { kind: 'open' },
  ' ': { kind: 'peek' },
  Escape: { kind: 'clear' },
  '/': { kind: 'filter' },
  ContextMenu: { kind: 'menu' },
  ArrowLeft: { kind: 'column', by: -1 },
  ArrowRight: { kind: 'column', by: 1 },
  Home: { kind: 'edge', column: 'first' },
  End: { kind: 'edge', column: 'last' },
}

function withControl(key: string, isShift: boolean): GridIntent | null {
  if (key === 'Home' || key === 'End') return { kind: 'move', to: key === 'Home' ? 'first' : 'last', rows: 0, isExtending: isShift }
  if (key === ' ') return { kind: 'toggle' }
  if (key === 'Enter') return { kind: 'menu' }
  if (key.toLowerCase() === 'a') return { kind: 'select-all' }
  return key.toLowerCase() === 'c' ? { kind: 'copy' } : null
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Reads a key press in the grid; null when the grid does not use it. */
export function gridIntent({ key, shiftKey, ctrlKey, metaKey, altKey }: Key, page: number): GridIntent | null {
  if (altKey) return null
  if (ctrlKey || metaKey) return withControl(key, shiftKey)
  const rows = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[key]
  if (rows !== undefined) return move(rows, shiftKey)
  if (shiftKey && key === 'F10') return { kind: 'menu' }
  if (shiftKey) return key === ' ' ? { kind: 'toggle' } : key === 'Enter' ? { kind: 'open' } : null
  return plain[key] ?? null
}
