import type { WebSocket } from 'ws'

/** Sends one JSON frame. Resolves when the network has taken it, which is what holds fast commands back. */
export function sendFrame(socket: WebSocket, frame: unknown): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(JSON.stringify(frame), () => resolve())
  })
}

/** Hands every JSON object a socket receives to `take`; anything else is passed over. */
export function onFrames(socket: WebSocket, take: (frame: Readonly<Record<string, unknown>>) => void): void {
  socket.on('message', (data) => {
    const frame = parse(String(data))
    if (typeof frame === 'object' && frame !== null) take(frame as Readonly<Record<string, unknown>>)
  })
}

/** Says why a socket is of no use and closes it. */
export function refuseSocket(socket: WebSocket, error: string, status: number): void {
  void sendFrame(socket, { error, status })
  socket.close(4003)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
