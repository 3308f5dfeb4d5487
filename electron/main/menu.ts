import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu of the operating system: roles only. Everything else is in the window, where all three hosts have it. */
export function installMenu(platform: NodeJS.Platform, canDebug: boolean): void {
  const application: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [{ label: 'File', submenu: [{ role: 'quit' }] }]
  const tools: MenuItemConstructorOptions[] = canDebug ? [{ type: 'separator' }, { role: 'toggleDevTools' }] : []
  const view: MenuItemConstructorOptions = { label: 'View', submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }, ...tools] }
  Menu.setApplicationMenu(Menu.buildFromTemplate([...application, { role: 'editMenu' }, view, { role: 'windowMenu' }]))
}
