/** Most characters that wait to be sent; a command that has written so much is held back. */
const MOST = 64 * 1024

/**
 * Joins pieces of output that come in one turn of the event loop into one message, as devices do. The promise of `add`
 * resolves when there is room for more, so that a flood is held back by the network.
 */
export function gatherOutput(send: (text: string) => Promise<void>): { add(text: string): Promise<void>; flush(): Promise<void> } {
  let waiting = ''
  let sending: Promise<void> = Promise.resolve()
  let isPlanned = false
  const flush = (): Promise<void> => {
    const text = waiting
    waiting = ''
    if (text) sending = sending.then(() => send(text))
    return sending
  }
  return {
    flush,
    add: (text) => {
      waiting += text
      if (waiting.length >= MOST) return flush()
      if (!isPlanned) {
        isPlanned = true
        setImmediate(() => { isPlanned = false; void flush() })
      }
      return Promise.resolve()
    },
  }
}
