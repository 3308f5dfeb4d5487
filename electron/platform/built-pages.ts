import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { noncePlaceholder, pageHeaders } from './page-policy.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** A file as it is sent. */
export interface PageAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The built pages. Undefined for a name that is not one of them. */
export type BuiltPages = (name: string) => PageAnswer | undefined

/** What is asked for by another name: browsers look for an icon of this name by themselves. */
const otherNames = new Map([
  ['/', '/index.html'],
  ['/favicon.ico', '/icon.png'],
])

/**
 * Reads the build folder once into a map by request path. SECURITY: no path of a request ever reaches the file system;
 * what is not in the map does not exist. Source maps stay out: they have no content type.
 */
export function readBuiltPages(folder: string): BuiltPages {
  const files = new Map(
    filesBelow(folder).flatMap((path) => {
      const type = contentTypes[extname(path)]
      const name = `/${relative(folder, path).split(sep).join('/')}`
      return type === undefined ? [] : [[name, { type, bytes: readFileSync(path), isImmutable: name.startsWith('/assets/') }] as const]
    }),
  )
  return (name) => {
    const file = files.get(otherNames.get(name) ?? name)
    return file === undefined ? undefined : toAnswer(file)
  }
}

function toAnswer({ type, bytes, isImmutable }: { readonly type: string; readonly bytes: Buffer; readonly isImmutable: boolean }): PageAnswer {
  const nonce = type.startsWith('text/html') ? randomBytes(16).toString('base64') : undefined
  const body = nonce === undefined ? bytes : Buffer.from(bytes.toString().replaceAll(noncePlaceholder, nonce))
  const cache = isImmutable ? 'public, max-age=31536000, immutable' : 'no-store'
  return { headers: { ...pageHeaders(nonce), 'Content-Type': type, 'Cache-Control': cache }, body }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}
