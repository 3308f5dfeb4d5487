import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeviceId, ShellId } from '#shared/model/ids.ts'
import { arrangeTab, evenPanes, focusShell, growPane, hasRoom, leastShare, longestName, mostPanes, newTab, removePane, renameTab, resizePanes, splitPane, tabTitle } from '#renderer/features/shell/shell-layout.ts'
import type { ShellTab } from '#renderer/features/shell/shell-layout.ts'

const deviceId = DeviceId.parse('dev_1')
const shellId = (number: number) => ShellId.parse(`sh_${number}`)
const tabOf = (...numbers: readonly number[]): ShellTab =>
  numbers.slice(1).reduce((tab, number, index) => splitPane(tab, shellId(numbers[index] ?? 0), shellId(number)), newTab([], deviceId, shellId(numbers[0] ?? 1), 'powershell'))
const ids = (tab: ShellTab | null) => tab?.panes.map((pane) => pane.shellId)
const shares = (tab: ShellTab) => tab.panes.map((pane) => pane.share)

describe('tabs', () => {
  test('B92: a tab is called by its kind of shell and the lowest free number of its device', () => {
    const first = newTab([], deviceId, shellId(1), 'powershell')
    const second = newTab([first], deviceId, shellId(2), 'powershell')
    expect([tabTitle(first), tabTitle(second)]).toEqual(['powershell 1', 'powershell 2'])
    expect(tabTitle(newTab([second], deviceId, shellId(3), 'powershell'))).toBe('powershell 1')
    expect(tabTitle(newTab([first, second], deviceId, shellId(4), 'cmd'))).toBe('cmd 1')
    expect(tabTitle(newTab([first, second], DeviceId.parse('dev_2'), shellId(5), 'powershell'))).toBe('powershell 1')
  })

  test('B92: a name is kept without blanks around it, cut at its limit; an empty one brings the number back', () => {
    const tab = tabOf(1)
    expect(tabTitle(renameTab(tab, '  disk space '))).toBe('disk space')
    expect(tabTitle(renameTab(renameTab(tab, 'disk space'), '  '))).toBe('powershell 1')
    expect([...tabTitle(renameTab(tab, '🖥'.repeat(longestName + 5)))]).toHaveLength(longestName)
  })
})

describe('splits', () => {
  test('B92: a split stands after the shell it came from, takes half of its room and the focus', () => {
    const tab = splitPane(resizePanes(tabOf(1, 2), { [shellId(1)]: 60, [shellId(2)]: 40 }), shellId(1), shellId(3))
    expect(ids(tab)).toEqual([shellId(1), shellId(3), shellId(2)])
    expect(shares(tab)).toEqual([30, 30, 40])
    expect(tab.focus).toBe(shellId(3))
  })

  test('B92: a split that would leave too little room shares it evenly', () => {
    const narrow = resizePanes(tabOf(1, 2), { [shellId(1)]: 80, [shellId(2)]: 20 })
    expect(shares(splitPane(narrow, shellId(2), shellId(3)))).toEqual([100 / 3, 100 / 3, 100 / 3])
  })

  test('B92: a full tab, and a shell that is not there, change nothing', () => {
    const full = tabOf(1, 2, 3, 4)
    expect(hasRoom(full)).toBe(false)
    expect(splitPane(full, shellId(1), shellId(5))).toBe(full)
    const tab = tabOf(1)
    expect(splitPane(tab, shellId(9), shellId(2))).toBe(tab)
    expect(removePane(tab, shellId(9))).toBe(tab)
    expect(focusShell(tab, shellId(9))).toBe(tab)
  })

  test('B92: a closed shell leaves its room and the focus to the one before it; the last one closes the tab', () => {
    const tab = resizePanes(tabOf(1, 2, 3), { [shellId(1)]: 20, [shellId(2)]: 30, [shellId(3)]: 50 })
    const rest = removePane(focusShell(tab, shellId(2)), shellId(2))
    expect(rest).toMatchObject({ focus: shellId(1), panes: [{ shellId: shellId(1), share: 50 }, { shellId: shellId(3), share: 50 }] })
    expect(removePane(tab, shellId(1))).toMatchObject({ focus: shellId(3), panes: [{ shellId: shellId(2), share: 50 }, { shellId: shellId(3), share: 50 }] })
    expect(removePane(tabOf(1), shellId(1))).toBeNull()
  })

  test('B92: more and less room for the shell with the focus stop where the other one would be too small', () => {
    const tab = focusShell(tabOf(1, 2), shellId(1))
    expect(shares(growPane(tab, 10))).toEqual([60, 40])
    expect(shares(growPane(tab, -10))).toEqual([40, 60])
    expect(shares(growPane(tab, 99))).toEqual([100 - leastShare, leastShare])
    expect(shares(growPane(focusShell(tab, shellId(2)), 10))).toEqual([40, 60])
    expect(shares(evenPanes(growPane(tab, 10)))).toEqual([50, 50])
    expect(growPane(tabOf(1), 10)).toEqual(tabOf(1))
  })

  test('B92: turning a tab keeps its shells, their room and the focus', () => {
    const tab = growPane(tabOf(1, 2), 10)
    expect(arrangeTab(tab, 'below')).toEqual({ ...tab, arrangement: 'below' })
  })

  test('B92: whatever is done to a tab, its parts add up to 100, none is too small, and the focus is on one of them', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('split' as const), at: fc.nat(5) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(5) }),
      fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: -60, max: 60 }) }),
      fc.record({ kind: fc.constant('focus' as const), at: fc.nat(5) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let tab = tabOf(1)
        let next = 2
        for (const one of steps) {
          const at = 'at' in one ? tab.panes[one.at % tab.panes.length]?.shellId : undefined
          if (one.kind === 'split' && at) tab = splitPane(tab, at, shellId(next++))
          else if (one.kind === 'remove' && at) tab = removePane(tab, at) ?? tab
          else if (one.kind === 'focus' && at) tab = focusShell(tab, at)
          else if (one.kind === 'grow') tab = growPane(tab, one.by)
          expect(shares(tab).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6)
          expect(Math.min(...shares(tab))).toBeGreaterThan(leastShare - 0.001)
          expect(tab.panes.length).toBeLessThanOrEqual(mostPanes)
          expect(ids(tab)).toContain(tab.focus)
        }
      }),
    )
  })
})
