import { join } from 'node:path'
import { app, dialog } from 'electron'
import { createLockedCore } from '#core/create-locked-core.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { findDataDir, prepareDataDir } from '#platform/data-dir.ts'
import { layGround } from '#platform/host-ports.ts'
import { whenStarterGone } from '#platform/starter-watch.ts'
import { toSentence, toWire } from '#shared/errors/app-error.ts'
import { keepAlive } from './app-lifecycle.ts'
import { openDesktopPorts } from './desktop-ports.ts'
import { openIpcDoor } from './ipc.ts'
import { installMenu } from './menu.ts'
import { declareScheme, servePages } from './protocol.ts'
import { closeGates } from './security.ts'
import { loadConsole, openWindow } from './window.ts'

const built = (path: string): string => join(import.meta.dirname, path)

function giveUp(error: unknown): void {
  dialog.showErrorBox('Outrider did not start', toSentence(toWire(error)))
  app.exit(1)
}

async function start(): Promise<void> {
  const redactor = createRedactor()
  const ground = layGround('desktop', process.env, (text) => redactor.redact(text))
  await app.whenReady()
  closeGates()
  servePages(built('../renderer'))
  installMenu(process.platform, !app.isPackaged)
  // The window paints while the core opens its stores; what it asks meanwhile waits at the door.
  const starting = createLockedCore(openDesktopPorts(ground))
  starting.catch((error: unknown) => {
    ground.log.error('The core did not start.', { reason: String(error) })
    giveUp(error)
  })
  const door = openIpcDoor(starting, ground.log)
  const open = () => {
    const window = openWindow(built('../preload/index.cjs'), !app.isPackaged)
    door.admit(window)
    loadConsole(window).catch((error: unknown) => {
      // A window that was closed while it loaded is no failure.
      if (!window.isDestroyed()) giveUp(error)
    })
    return window
  }
  whenStarterGone(process.env, () => app.quit())
  keepAlive({ open, close: async () => (await starting).close(), log: ground.log })
}

/** What Chromium itself stores stays inside the profile, and with it the lock that keeps a second instance away. */
function settleChromium(): void {
  const folder = join(findDataDir(process.env), 'desktop')
  prepareDataDir(folder)
  app.setPath('userData', folder)
}

async function run(): Promise<void> {
  settleChromium()
  if (app.requestSingleInstanceLock()) await start()
  else app.quit()
}

app.enableSandbox()
declareScheme()
run().catch(giveUp)
