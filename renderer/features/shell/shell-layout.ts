import type { DeviceId, ShellId } from '#shared/model/ids.ts'

/** How the shells of one tab lie: side by side, or one above the other. */
export type Arrangement = 'beside' | 'below'

/** One shell of a tab and its part of the room, in percent; the parts of a tab add up to 100. */
export interface PaneShare {
  readonly shellId: ShellId
  readonly share: number
}

/**
 * A tab of shells on one device: a single row or column of them. A technician compares two or three prompts; nested
 * splits would cost more keys to arrange than they save.
 */
export interface ShellTab {
  readonly id: string
  readonly deviceId: DeviceId
  /** What it is called until somebody names it: "powershell 2". */
  readonly shell: string
  readonly number: number
  readonly name: string | null
  readonly arrangement: Arrangement
  readonly panes: readonly PaneShare[]
  /** The shell that keys of the tab go to. */
  readonly focus: ShellId
}

/** More would be too narrow to read on the smallest useful window. */
export const mostPanes = 4

/** The smallest part of the room a shell can be given, percent. */
export const leastShare = 15

/** The longest name of a tab, characters. */
export const longestName = 40

const isSame = (shellId: ShellId) => (pane: PaneShare) => pane.shellId === shellId

export const hasShell = (tab: ShellTab, shellId: ShellId): boolean => tab.panes.some(isSame(shellId))

export const hasRoom = (tab: ShellTab): boolean => tab.panes.length < mostPanes

/** A new tab with one shell, numbered with the lowest number that no tab of the device uses for this kind of shell. */
export function newTab(tabs: readonly ShellTab[], deviceId: DeviceId, shellId: ShellId, shell: string): ShellTab {
  const used = new Set(tabs.filter((tab) => tab.deviceId === deviceId && tab.shell === shell).map((tab) => tab.number))
  let number = 1
  while (used.has(number)) number += 1
  return { id: `tab-${shellId}`, deviceId, shell, number, name: null, arrangement: 'beside', panes: [{ shellId, share: 100 }], focus: shellId }
}

/** The name somebody gave, else the kind of shell with its number. */
export const tabTitle = (tab: ShellTab): string => tab.name ?? `${tab.shell} ${tab.number}`

/** Names a tab; blanks around are trimmed, and an empty name brings the first one back. */
export function renameTab(tab: ShellTab, name: string): ShellTab {
  const trimmed = [...name.trim()].slice(0, longestName).join('')
  return { ...tab, name: trimmed === '' ? null : trimmed }
}

/** Puts a new shell after another one, with half of its room, and gives it the focus. Without room nothing changes. */
export function splitPane(tab: ShellTab, besideId: ShellId, newId: ShellId): ShellTab {
  const beside = tab.panes.find(isSame(besideId))
  if (!beside || !hasRoom(tab)) return tab
  const half = beside.share / 2
  const panes = tab.panes.flatMap((pane) => (pane === beside ? [{ ...pane, share: half }, { shellId: newId, share: half }] : [pane]))
  return { ...tab, panes: panes.some(({ share }) => share < leastShare) ? shareEvenly(panes) : panes, focus: newId }
}

/** Takes a shell away; the one before it (or after the first) gets its room, and the focus if it had it. Null: it was the last. */
export function removePane(tab: ShellTab, shellId: ShellId): ShellTab | null {
  const index = tab.panes.findIndex(isSame(shellId))
  const gone = tab.panes[index]
  if (!gone) return tab
  const heir = tab.panes[index === 0 ? 1 : index - 1]
  if (!heir) return null
  const panes = tab.panes.filter((pane) => pane !== gone).map((pane) => (pane === heir ? { ...pane, share: pane.share + gone.share } : pane))
  return { ...tab, panes, focus: tab.focus === shellId ? heir.shellId : tab.focus }
}

const shareEvenly = (panes: readonly PaneShare[]): readonly PaneShare[] => panes.map((pane) => ({ ...pane, share: 100 / panes.length }))

/** Gives every shell of the tab the same room. */
export const evenPanes = (tab: ShellTab): ShellTab => ({ ...tab, panes: shareEvenly(tab.panes) })

/** Takes over what a splitter was moved to, percent by shell. Shells it does not name keep theirs. */
export const resizePanes = (tab: ShellTab, shares: Readonly<Record<string, number>>): ShellTab => ({
  ...tab,
  panes: tab.panes.map((pane) => ({ ...pane, share: shares[pane.shellId] ?? pane.share })),
})

/** Gives the shell with the focus more room (or less, below 0) at the cost of the next one, as far as both stay usable. */
export function growPane(tab: ShellTab, by: number): ShellTab {
  const index = tab.panes.findIndex(isSame(tab.focus))
  const here = tab.panes[index]
  const other = tab.panes[index + 1] ?? tab.panes[index - 1]
  if (!here || !other) return tab
  const change = Math.max(Math.min(by, other.share - leastShare), leastShare - here.share)
  return resizePanes(tab, { [here.shellId]: here.share + change, [other.shellId]: other.share - change })
}

export const arrangeTab = (tab: ShellTab, arrangement: Arrangement): ShellTab => ({ ...tab, arrangement })

export const focusShell = (tab: ShellTab, shellId: ShellId): ShellTab => (hasShell(tab, shellId) && tab.focus !== shellId ? { ...tab, focus: shellId } : tab)
