import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { tacticalRmm } from '#core/providers/tactical-rmm/provider.ts'
import { openConnection } from '#platform/open-connection.ts'
import { aConnection, quickSettings, someProviderPorts, someSecrets } from '#tests/builders/provider-ports.ts'
import { errorOf } from '#tests/contract/providers/provider-bench.ts'

/** A port that takes connections and never says a word, so that no encryption is agreed on. */
async function aSilentPort() {
  const sockets: Socket[] = []
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, connections: () => sockets.length }
}

test('S154: a connection that is not ready in time is a failure to connect, with its own code', async () => {
  const { port } = await aSilentPort()
  await expect(openConnection({ host: '127.0.0.1', port, isTls: true, pin: null }, 200)).rejects.toMatchObject({ kind: 'connect', code: 'CONNECT_TIMEOUT' })
})

test('S154: the connect limit has its own words, and the read is tried again', async () => {
  const silent = await aSilentPort()
  const ports = someProviderPorts(someSecrets({ 'api-key': 'k' }), { settings: { ...quickSettings, apiTimeoutMs: 60_000, retryAttempts: 1 } })
  const provider = tacticalRmm.connect(aConnection(`https://127.0.0.1:${silent.port}`), ports)
  const pages = provider.listDevices({ skip: new Set(), isPoll: true, signal: new AbortController().signal })[Symbol.asyncIterator]()
  const { shape } = await errorOf(Promise.resolve(pages.next()))
  expect([shape.code, shape.effect]).toEqual(['network.unreachable', 'Nothing was sent.'])
  expect(shape.what).toContain('took no connection within 10 s')
  expect(`${shape.what} ${shape.next}`).not.toContain('time limit')
  expect(silent.connections()).toBeGreaterThanOrEqual(2)
}, 90_000)
