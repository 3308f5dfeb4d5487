import { BrowserWindow, nativeTheme, type WebPreferences } from 'electron'
import { pageUrl } from './origin.ts'

/** SECURITY: the page is sandboxed and isolated and has no Node. `webSecurity` and its relatives are never mentioned. */
export const securePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // The spell checker of Chromium sends words to a server.
  spellcheck: false,
} as const satisfies WebPreferences

/** Colours of an empty window, so that nothing flashes before the page paints. */
const emptyColor = { light: '#ffffff', dark: '#111417' } as const

/** Opens the console's window. Shown when it has something to show. `preload` is the path of the built preload script. */
export function openWindow(preload: string, canDebug: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Outrider',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? emptyColor.dark : emptyColor.light,
    webPreferences: { ...securePreferences, preload, devTools: canDebug },
  })
  window.once('ready-to-show', () => window.show())
  return window
}

/** Loads the page and proves that it has no way to Node. Throws when it has; the caller ends the app then. */
export async function loadConsole(window: BrowserWindow): Promise<void> {
  await window.loadURL(pageUrl)
  const found: unknown = await window.webContents.executeJavaScript('[typeof require, typeof module, typeof process, typeof Buffer].join()')
  // SECURITY: asked of the page itself, because a setting that was passed is not yet a setting that works.
  if (found !== 'undefined,undefined,undefined,undefined') throw new Error('The page can reach Node. Outrider does not run like this.')
}
