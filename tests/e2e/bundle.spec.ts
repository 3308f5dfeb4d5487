import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { builtFile } from './fixtures/built-files.ts'
import { expect, test } from './fixtures/console-test.ts'

const folder = dirname(builtFile('renderer/index.html'))
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** Ways out of a page. */
const waysOut = /(?<![\w$.-])(?:fetch|XMLHttpRequest|WebSocket|EventSource|WebTransport|WebSocketStream|RTCPeerConnection|importScripts|SharedWorker|Worker)\s*\(|\.sendBeacon\s*\(/g

/** What the bundle may hold, each with its reason; `around` is the code it stands in. */
const allowed = [
  { call: 'fetch(', around: /modulepreload|integrity/, why: 'loads the next part of the pages from their own origin where the browser has no preloading' },
  { call: 'fetch(', around: /method:\s*[`'"]POST/, why: 'the loopback host: hands the one-time code of the start to its own origin, once' },
  { call: 'WebSocket(', around: /new\s+WebSocket\(/, why: 'the loopback host: the page’s one connection to the core, with a one-time code' },
] as const

test('S20: the built pages hold no HTTP client and no other way out than those named here', () => {
  const found = scripts.flatMap(({ name, text }) => [...text.matchAll(waysOut)].map((match) => ({ name, call: match[0], around: text.slice(Math.max(0, match.index - 400), match.index + 200) })))
  const strange = found.filter((one) => !allowed.some((rule) => rule.call === one.call && rule.around.test(one.around)))
  expect(strange.map(({ name, call, around }) => `${name}: ${call} in ${around.slice(300, 460)}`)).toEqual([])
  expect(found.filter((one) => one.call === 'fetch(').length).toBeLessThanOrEqual(2)
  expect(found.filter((one) => one.call === 'WebSocket(')).toHaveLength(1)
  expect(scripts.filter(({ text }) => /axios|got\/dist|node-fetch|undici|superagent|follow-redirects/.test(text)).map((one) => one.name)).toEqual([])
})

test('S20: the built pages name no Node module and no Electron', () => {
  const names = builtinModules.filter((name) => !name.startsWith('_')).map((name) => name.replaceAll('/', '\\/'))
  const asked = new RegExp(`(?:require|import)\\s*\\(\\s*["'\`](?:node:[^"'\`]+|electron|${names.join('|')})["'\`]|\\bfrom\\s*["'\`](?:node:[^"'\`]+|electron|${names.join('|')})["'\`]|["'\`]node:[a-z_/]+["'\`]`, 'g')
  expect(scripts.flatMap(({ name, text }) => [...text.matchAll(asked)].map((match) => `${name}: ${match[0]}`))).toEqual([])
})

test('S20: the search finds what it looks for', () => {
  for (const text of ['await fetch("x")', 'new XMLHttpRequest()', 'new EventSource("/x")', 'navigator.sendBeacon("/x")', 'new Worker("x.js")']) expect(text.match(waysOut), text).not.toBeNull()
})

test('S20: the page has no Node and its process is sandboxed and isolated at run time', async ({ running: { page } }) => {
  expect(await page.evaluate(() => ['require', 'module', 'process', 'Buffer', 'global'].filter((name) => name in globalThis))).toEqual([])
})
