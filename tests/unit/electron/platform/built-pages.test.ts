import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readBuiltPages } from '#platform/built-pages.ts'
import { noncePlaceholder } from '#platform/page-policy.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

function somePages() {
  const place = aTemporaryFolder()
  const folder = join(place, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(place, 'secret.js'), 'outside')
  writeFileSync(join(folder, 'index.html'), `<meta name="style-nonce" content="${noncePlaceholder}">`)
  writeFileSync(join(folder, 'assets/a-1.js'), 'inside')
  writeFileSync(join(folder, 'assets/a-1.js.map'), '{}')
  return readBuiltPages(folder)
}

test.each([
  '/../secret.js',
  '/assets/../../secret.js',
  '/..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/assets/..\\..\\secret.js',
  '//secret.js',
  '/assets//a-1.js',
  '/assets/a-1.js/',
  '/assets/a-1.js\0.html',
  '/assets/a-1.js.map',
  '/assets',
  '/constructor',
  '/__proto__',
  'index.html',
  '',
])('B127: the name %j is not a page', (name) => {
  expect(somePages()(name)).toBeUndefined()
})

test('B127: each load of the page has a nonce of its own, the same in header and page; files have none', () => {
  const pages = somePages()
  const [first, second] = [pages('/'), pages('/index.html')]
  const nonceOf = (body: Buffer | undefined) => /content="([^"]+)"/.exec(String(body))?.[1] ?? ''
  expect(nonceOf(first?.body)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(nonceOf(first?.body)).not.toBe(nonceOf(second?.body))
  expect(first?.headers['Content-Security-Policy']).toContain(`style-src-elem 'self' 'nonce-${nonceOf(first?.body)}'`)
  expect(pages('/assets/a-1.js')).toMatchObject({ body: Buffer.from('inside'), headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': expect.stringContaining('immutable') } })
  expect(pages('/assets/a-1.js')?.headers['Content-Security-Policy']).not.toContain('nonce')
})

test('B127: the policy allows no inline script, no eval, no other place and no frame', () => {
  const policy = somePages()('/')?.headers['Content-Security-Policy'] ?? ''
  const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)] as const))
  expect(directives.get('default-src')).toEqual(["'none'"])
  expect(directives.get('script-src')).toEqual(["'self'"])
  expect(directives.get('connect-src')).toEqual(["'self'"])
  for (const closed of ['frame-ancestors', 'base-uri', 'form-action']) expect(directives.get(closed)).toEqual(["'none'"])
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*|wasm/)
})

test('B127: the icon a browser asks for by itself is the product’s, with its type and the policy of every answer', () => {
  const folder = aTemporaryFolder()
  const icon = resolve(import.meta.dirname, '../../../../resources/icons/icon.png')
  copyFileSync(icon, join(folder, 'icon.png'))
  const answer = readBuiltPages(folder)('/favicon.ico')
  expect(answer?.body).toEqual(readFileSync(icon))
  expect(answer?.headers).toMatchObject({ 'Content-Type': 'image/png', 'Content-Security-Policy': expect.stringContaining("default-src 'none'"), 'X-Content-Type-Options': 'nosniff' })
})
