import { app, type BrowserWindow } from 'electron'
import type { Log } from '#core/ports.ts'

export interface LifecycleParts {
  /** Opens the console's window. */
  readonly open: () => BrowserWindow
  /** Ends what the app holds: the core, its stores, the practice fleet. */
  readonly close: () => Promise<void>
  readonly log: Log
}

/** A page that dies more often than this in a minute is not loaded again. */
const mostReloads = 3
const reloadWindowMs = 60_000

/** One instance, one window, and an orderly end. */
export function keepAlive({ open, close, log }: LifecycleParts): void {
  let window: BrowserWindow | undefined
  const show = () => {
    if (window === undefined) {
      window = open()
      window.once('closed', () => {
        window = undefined
      })
      reloadAfterCrash(window, log)
    }
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeBeforeQuit(close, log)
  show()
}

/** The page may die; shells and jobs live in the core and go on, and the page finds them again. */
function reloadAfterCrash(window: BrowserWindow, log: Log): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    const now = performance.now()
    crashes = [...crashes.filter((at) => now - at < reloadWindowMs), now]
    log.error('The page ended unexpectedly.', { reason, exitCode, crashes: crashes.length })
    if (reason !== 'clean-exit' && crashes.length <= mostReloads) window.webContents.reload()
  })
}

function closeBeforeQuit(close: () => Promise<void>, log: Log): void {
  let state: 'running' | 'closing' | 'closed' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const leave = () => {
      state = 'closed'
      app.quit()
    }
    close().then(leave, (error: unknown) => {
      log.error('Closing did not go well.', { reason: String(error) })
      leave()
    })
  })
}
