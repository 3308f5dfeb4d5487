import { type AddressInfo, type Socket, connect, createServer } from 'node:net'

/** A stretch of network between the console and a server, that a test can break. */
export interface CuttableProxy {
  /** The server's address as seen through it. */
  readonly url: string
  /** Pulls the cable: nothing passes in either direction and nobody is told. What is sent meanwhile waits, as TCP does. */
  silence(): void
  /** Puts it back: what waited arrives. */
  restore(): void
  /** Ends every connection at once. */
  cut(): void
  /** New connections are refused while down. */
  isDown: boolean
  /** Connections that are open through it. */
  readonly open: number
  close(): Promise<void>
}

interface Pair {
  readonly near: Socket
  readonly far: Socket
}

/** Starts one on 127.0.0.1 in front of `target`. */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target)
  const pairs = new Set<Pair>()
  let isSilent = false

  const join = (near: Socket): void => {
    if (proxy.isDown) return void near.destroy()
    const far = connect(Number(port), hostname)
    const pair = { near, far }
    pairs.add(pair)
    for (const [from, to] of [[near, far], [far, near]] as const) {
      from.on('data', (data) => {
        if (to.write(data)) return
        from.pause()
        to.once('drain', () => isSilent || from.resume())
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
      if (isSilent) from.pause()
    }
  }

  const server = createServer(join)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const setSilent = (value: boolean): void => {
    isSilent = value
    for (const { near, far } of pairs) for (const socket of [near, far]) socket[value ? 'pause' : 'resume']()
  }
  const cut = (): void => pairs.forEach(({ near, far }) => [near, far].forEach((socket) => socket.destroy()))
  const proxy: CuttableProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence: () => setSilent(true),
    restore: () => setSilent(false),
    cut,
    isDown: false,
    get open() {
      return pairs.size
    },
    close: () => {
      cut()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
  return proxy
}
