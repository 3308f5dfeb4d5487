import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from 'node:crypto'

/** A small HTTP server on 127.0.0.1 for one test. `connections` counts accepted sockets. */
export interface LocalServer {
  readonly url: string
  readonly server: Server
  readonly connections: () => number
  close(): Promise<void>
}

/** Starts a plain server on a free port. */
export const startLocalServer = (listener: RequestListener): Promise<LocalServer> => listen(createServer(listener), 'http')

/** A certificate nobody trusts, made with openssl, with its SHA-256 fingerprint. */
export interface TestCertificate {
  readonly key: string
  readonly cert: string
  readonly fingerprint: string
}

/** Makes a self-signed certificate for 127.0.0.1. */
export function makeCertificate(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'outrider-cert-'))
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' })
    const text = readFileSync(cert, 'utf8')
    return { key: readFileSync(key, 'utf8'), cert: text, fingerprint: new X509Certificate(text).fingerprint256 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Starts a TLS server on a free port with a certificate of `makeCertificate`. */
export const startTlsServer = (certificate: TestCertificate, listener: RequestListener, options: { maxVersion?: 'TLSv1.1' | 'TLSv1.2' } = {}): Promise<LocalServer> =>
  listen(createTlsServer({ key: certificate.key, cert: certificate.cert, ...options, ...(options.maxVersion === 'TLSv1.1' ? { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } : {}) }, listener), 'https')

async function listen(server: Server, scheme: string): Promise<LocalServer> {
  let connections = 0
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    server,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
