import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

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

/** One built file, ready to be sent. */
export interface StaticFile {
  readonly type: string
  readonly bytes: Buffer
  /** Names with a content hash never change; the page itself is never cached. */
  readonly isImmutable: boolean
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/**
 * Reads the built pages into a map by request path. SECURITY: no path of a request ever reaches the file system; what is
 * not in the map does not exist.
 */
export function loadStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  for (const path of filesBelow(folder)) {
    const type = contentTypes[extname(path)]
    if (type === undefined) continue
    const name = `/${relative(folder, path).split(sep).join('/')}`
    files.set(name, { type, bytes: readFileSync(path), isImmutable: name.startsWith('/assets/') })
  }
  const page = files.get('/index.html')
  if (page) files.set('/', page)
  return files
}
