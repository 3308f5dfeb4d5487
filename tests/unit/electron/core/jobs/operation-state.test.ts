import { describe, expect, test } from 'vitest'
import { atStart, next, operationEvents, type OperationEvent, type Progress } from '#core/jobs/operation-state.ts'
import { finalStates, operationStates } from '#shared/model/operation.ts'

/** A point of the walk: where the operation is, and what happened on the way that the machine itself does not count. */
interface Point {
  readonly progress: Progress
  /** Sends that may have had an effect. */
  readonly sends: number
  readonly hasCancelled: boolean
  readonly path: readonly OperationEvent[]
}

const keyOf = ({ progress, sends, hasCancelled }: Point) => JSON.stringify([progress, sends, hasCancelled])

function follow(point: Point, event: OperationEvent): Point | null {
  const progress = next(point.progress, event)
  if (progress === null) return null
  const sends = event === 'rate-limited' ? 0 : point.sends + (event === 'bytes-left' ? 1 : 0)
  return { progress, sends, hasCancelled: point.hasCancelled || event === 'cancel', path: [...point.path, event] }
}

/** Every point that any order of events can lead to. */
function walk(): readonly Point[] {
  const points = new Map<string, Point>()
  const queue: Point[] = [{ progress: atStart, sends: 0, hasCancelled: false, path: [] }]
  for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
    if (points.has(keyOf(point))) continue
    points.set(keyOf(point), point)
    for (const event of operationEvents) {
      const reached = follow(point, event)
      if (reached !== null) queue.push(reached)
    }
  }
  return [...points.values()]
}

const points = walk()
const pathsWhere = (isWrong: (point: Point) => boolean) => points.filter(isWrong).map((point) => point.path.join(' '))

describe('every order of events', () => {
  test('B57: reaches every state of the product, and the walk is not empty', () => {
    expect(new Set(points.map((point) => point.progress.state))).toEqual(new Set(operationStates))
    expect(points.length).toBeGreaterThan(12)
  })

  test('B57: sends at most once', () => {
    expect(pathsWhere((point) => point.sends > 1)).toEqual([])
  })

  test('B57: never gets from sent-no-answer to anything', () => {
    const lost = points.filter((point) => point.progress.state === 'sent-no-answer')
    expect(lost.length).toBeGreaterThan(0)
    expect(lost.flatMap((point) => operationEvents.map((event) => next(point.progress, event)).filter((one) => one !== null))).toEqual([])
  })

  test('B57: a cancel never ends in success', () => {
    expect(points.some((point) => point.hasCancelled)).toBe(true)
    expect(pathsWhere((point) => point.hasCancelled && point.progress.state === 'succeeded')).toEqual([])
  })

  test('B57: cancelled before sending is only said when nothing left', () => {
    expect(pathsWhere((point) => point.progress.state === 'cancelled-before-sending' && point.sends > 0)).toEqual([])
  })

  test('B57: final states are final, and every other state has a way out without the person', () => {
    const waysOut = ({ progress }: Point) => operationEvents.filter((event) => event !== 'cancel' && next(progress, event) !== null).length
    expect(pathsWhere((point) => finalStates.has(point.progress.state) !== (waysOut(point) === 0))).toEqual([])
    expect(pathsWhere((point) => finalStates.has(point.progress.state) && next(point.progress, 'cancel') !== null)).toEqual([])
  })

  test('B57: success needs an answer that says so', () => {
    expect(new Set(points.filter((point) => point.progress.state === 'succeeded').map((point) => point.path.at(-1)))).toEqual(new Set(['succeeded']))
  })

  test('B57: nothing can be sent before the intent was written', () => {
    for (const event of ['bytes-left', 'started', 'succeeded'] as const) expect(next(atStart, event)).toBeNull()
  })
})
