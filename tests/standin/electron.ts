/** The Electron APIs that main uses, over a real Chromium. See README.md for what is real here and what is not. */
export { app } from './standin-app.ts'
export { BrowserWindow } from './standin-window.ts'
export { ipcMain } from './standin-ipc.ts'
export { protocol, session } from './standin-session.ts'
export { dialog, Menu, nativeTheme, shell } from './standin-desktop.ts'
export { utilityProcess } from './standin-utility.ts'
