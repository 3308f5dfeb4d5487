import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-step.mjs'
import { root, say, tool, workerNode } from './process-step.mjs'

const unavailable = 'node_modules/.electron-unavailable'
const dayMs = 86_400_000

function electronBinary() {
  const marker = join(root, 'node_modules/electron/path.txt')
  if (!existsSync(marker)) return undefined
  const file = join(root, 'node_modules/electron/dist', readFileSync(marker, 'utf8').trim())
  return existsSync(file) ? file : undefined
}

function wasRefusedToday() {
  return existsSync(unavailable) && Date.now() - statSync(unavailable).mtimeMs < dayMs
}

function fetchElectron() {
  if (wasRefusedToday()) return readFileSync(unavailable, 'utf8')
  say('Fetching the Electron runtime (once)…')
  const fetched = spawnSync(workerNode(), [join(root, 'node_modules/electron/install.js')], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000, encoding: 'utf8' })
  if (fetched.status === 0 && electronBinary()) return undefined
  const cause = fetched.stderr?.split('\n').find((line) => /error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|40\d/i.test(line))?.trim()
  const reason = cause?.slice(0, 120) ?? 'the download did not finish'
  writeFileSync(unavailable, reason)
  return reason
}

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Opens the console: in Electron where its runtime is present or can be fetched, else from the loopback host. */
export async function startConsole(args) {
  const isWeb = args.includes('--web')
  const rest = args.filter((one) => one !== '--web')
  await buildIfStale({ isQuiet: true })
  const reason = isWeb ? undefined : electronBinary() ? undefined : fetchElectron()
  if (!isWeb && reason === undefined && hasDisplay()) {
    process.exitCode = await tool(null, [join(root, 'node_modules/electron/cli.js'), '.', ...rest])
    return
  }
  if (!isWeb) {
    say(reason === undefined ? 'There is no display for a window, so the console is served on this computer instead.' : `The Electron runtime is not here and could not be fetched (${reason}), so the same console opens in a browser window.`)
  }
  process.exitCode = await tool(null, ['out/main/cli.js', 'serve', ...rest])
}
