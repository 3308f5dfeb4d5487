import { finalStates } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { onInterrupt } from './interrupt.ts'
import type { Session } from './session.ts'

/** Waits until an operation reached one of its six end states. Ctrl-C cancels it and waits for what that means. */
export async function waitForEnd({ api, note }: Session, started: Operation): Promise<Operation> {
  let stopHearing = () => {}
  let told: string | null = null
  // The server asked for patience: without a word the command would look dead for as long as it says.
  const tellWaiting = ({ state, says }: Operation) => {
    if (state === 'waiting' && says !== null && says !== told) note(`${says} Ctrl-C cancels it.`)
    told = says
  }
  const ended = new Promise<Operation>((done) => {
    stopHearing = api.on('device.operationChanged', (operation) => {
      if (operation.id !== started.id) return
      if (finalStates.has(operation.state)) done(operation)
      else tellWaiting(operation)
    })
  })
  const stopCancelling = onInterrupt(() => {
    note('Cancelling…')
    void api.device.cancelOperation({ operationId: started.id }).catch(() => {})
  })
  try {
    const now = await api.device.operation({ operationId: started.id })
    return finalStates.has(now.state) ? now : await ended
  } finally {
    stopHearing()
    stopCancelling()
  }
}
