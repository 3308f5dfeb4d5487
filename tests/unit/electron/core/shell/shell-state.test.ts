import { describe, expect, test } from 'vitest'
import { RECONNECT, reconnectDelay, silenceLimitMs } from '#core/shell/link-limits.ts'
import { type ShellEvent, type ShellMachine, isFinal, next, openingShell } from '#core/shell/shell-state.ts'
import { type ShellState, shellStates } from '#shared/model/shell.ts'

const events: Readonly<Record<ShellEvent['kind'], ShellEvent>> = {
  connected: { kind: 'connected', isResumed: false },
  line: { kind: 'line' },
  done: { kind: 'done', says: null },
  silence: { kind: 'silence' },
  lost: { kind: 'lost', says: 'The connection broke.' },
  gone: { kind: 'gone' },
  refused: { kind: 'refused', says: 'No.' },
  ended: { kind: 'ended', says: 'The shell ended.' },
}

const at = (state: ShellState, change: Partial<ShellMachine> = {}): ShellMachine => ({
  ...openingShell('streamed'),
  state,
  attempt: state === 'reconnecting' ? 1 : 0,
  isAnswerPending: state === 'running',
  ...change,
})

/** The table above `next`, cell by cell: state, then what each event leads to (state and effects). */
const table: Readonly<Record<string, { readonly from: ShellMachine; readonly cells: Readonly<Record<ShellEvent['kind'], string>> }>> = {
  opening: {
    from: at('opening'),
    cells: {
      connected: 'ready',
      line: 'opening bell',
      done: 'opening',
      silence: 'failed disconnect',
      lost: 'reconnecting disconnect connect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  ready: {
    from: at('ready'),
    cells: {
      connected: 'ready',
      line: 'running send',
      done: 'ready',
      silence: 'stalled',
      lost: 'reconnecting disconnect connect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  'ready, on a terminal': {
    from: at('ready', { depth: 'interactive' }),
    cells: {
      connected: 'ready',
      line: 'ready send',
      done: 'ready',
      silence: 'stalled',
      lost: 'reconnecting disconnect connect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  running: {
    from: at('running'),
    cells: {
      connected: 'running',
      line: 'running hold',
      done: 'ready',
      silence: 'stalled',
      lost: 'failed interrupt disconnect',
      gone: 'closed interrupt disconnect',
      refused: 'ready',
      ended: 'closed interrupt disconnect',
    },
  },
  stalled: {
    from: at('stalled'),
    cells: {
      connected: 'ready',
      line: 'stalled bell',
      done: 'stalled',
      silence: 'reconnecting disconnect connect',
      lost: 'reconnecting disconnect connect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  'stalled, an answer is pending': {
    from: at('stalled', { isAnswerPending: true }),
    cells: {
      connected: 'running',
      line: 'stalled bell',
      done: 'ready',
      silence: 'failed interrupt disconnect',
      lost: 'failed interrupt disconnect',
      gone: 'closed interrupt disconnect',
      refused: 'failed interrupt disconnect',
      ended: 'closed interrupt disconnect',
    },
  },
  reconnecting: {
    from: at('reconnecting'),
    cells: {
      connected: 'ready',
      line: 'reconnecting bell',
      done: 'reconnecting',
      silence: 'reconnecting disconnect connect',
      lost: 'reconnecting disconnect connect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  'reconnecting, last attempt': {
    from: at('reconnecting', { attempt: RECONNECT.attempts }),
    cells: {
      connected: 'ready',
      line: 'reconnecting bell',
      done: 'reconnecting',
      silence: 'failed disconnect',
      lost: 'failed disconnect',
      gone: 'closed disconnect',
      refused: 'failed disconnect',
      ended: 'closed disconnect',
    },
  },
  closed: {
    from: at('closed'),
    cells: { connected: 'closed', line: 'closed bell', done: 'closed', silence: 'closed', lost: 'closed', gone: 'closed', refused: 'closed', ended: 'closed' },
  },
  failed: {
    from: at('failed'),
    cells: { connected: 'failed', line: 'failed bell', done: 'failed', silence: 'failed', lost: 'failed', gone: 'failed', refused: 'failed', ended: 'failed' },
  },
}

describe('the state of a shell', () => {
  test('B89: every state has a row, and every cell of the table is what happens', () => {
    const rows = Object.values(table)
    expect(new Set(rows.map((row) => row.from.state))).toEqual(new Set(shellStates))
    for (const [name, { from, cells }] of Object.entries(table)) {
      const found = Object.fromEntries(
        Object.entries(events).map(([kind, event]) => {
          const { machine, effects } = next(from, event)
          return [kind, [machine.state, ...effects].join(' ')]
        }),
      )
      expect({ [name]: found }).toEqual({ [name]: cells })
    }
  })

  test('B89: whatever happens, a line is sent only from a live prompt, and a lost one is never sent again', () => {
    // Every path of seven events: a `send` answers a typed line only, so a send can never be a repeat.
    const walk = (machine: ShellMachine, depth: number): void => {
      if (depth === 0 || isFinal(machine.state)) return
      for (const event of Object.values(events)) {
        const step = next(machine, event)
        const isSent = step.effects.includes('send')
        expect(isSent && (event.kind !== 'line' || machine.state !== 'ready')).toBe(false)
        walk(step.machine, depth - 1)
      }
    }
    walk(openingShell('streamed'), 5)
    walk(openingShell('interactive'), 5)
  })

  test('B89: a lost command says that it may have run', () => {
    const { machine } = next(at('running'), events.lost)
    expect(machine.says).toContain('may have run')
    expect(machine.says).toContain('not sent again')
  })

  test('B89: after a reconnect it says whether the prompt is a new one', () => {
    expect(next(at('reconnecting'), { kind: 'connected', isResumed: false }).machine.says).toContain('new prompt')
    expect(next(at('reconnecting'), { kind: 'connected', isResumed: true }).machine.says).toContain('same prompt')
    expect(next(at('stalled'), events.connected).machine.says).toContain('same prompt')
  })

  test('B89: attempts back off and together bridge an outage of 300 s', () => {
    const delays = Array.from({ length: RECONNECT.attempts }, (_, index) => reconnectDelay(index + 1))
    expect(delays.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000])
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(300_000)
  })

  test('B89: silence is judged within 5 s where a ping can be sent, and never where it cannot', () => {
    expect(silenceLimitMs('ready', true)).toBeLessThan(5_000)
    expect(silenceLimitMs('running', false)).toBeNull()
    expect(silenceLimitMs('closed', true)).toBeNull()
  })
})
