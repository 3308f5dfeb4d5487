import { app, dialog, session, shell, type Session, type WebContents, type WebPreferences } from 'electron'
import { askAboutLink, readExternalLink } from './external-link.ts'
import { isSealed } from './window-seal.ts'
import { isOwnPage } from './origin.ts'

/** SECURITY: gates of the whole app, closed before the first window exists. */
export function closeGates(): void {
  app.on('web-contents-created', (_, contents) => guardContents(contents))
  guardSession(session.defaultSession)
}

/** SECURITY: a page gets no permission of the browser, loads nothing from anywhere but our scheme, downloads nothing. */
function guardSession(pages: Session): void {
  pages.setPermissionRequestHandler((_, __, answer) => answer(false))
  pages.setPermissionCheckHandler(() => false)
  pages.setDevicePermissionHandler(() => false)
  pages.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwnPage(request.url) && !isDeveloperTool(request.url) }))
  pages.on('will-download', (event) => event.preventDefault())
}

/** The tools of an unpackaged build load their own pages; a packaged build has no tools. */
const isDeveloperTool = (address: string): boolean => !app.isPackaged && address.startsWith('devtools://')

/** In the runtime but not in its typings: the preferences as they are in force, not as they were asked for. */
type MadeContents = WebContents & { readonly getLastWebPreferences?: () => WebPreferences | null }

/**
 * SECURITY: asked of every contents as it was really made, before it loads anything: without sandbox or isolation, or with Node, the app
 * ends. The tools of an unpackaged build are the one contents that is not ours. A runtime that does not tell is caught by the proof of
 * the preload script, without which main serves no page.
 */
function refuseUnsealed(contents: MadeContents): void {
  if (contents.getType() === 'remote' || contents.getLastWebPreferences === undefined) return
  if (isSealed(contents.getLastWebPreferences())) return
  dialog.showErrorBox('Outrider ended', 'A window without the protection of the sandbox was about to open. Nothing was shown in it.')
  app.exit(1)
}

/** SECURITY: a page stays where it is, opens no window and holds no other page. */
function guardContents(contents: WebContents): void {
  refuseUnsealed(contents)
  const refuse = (event: { preventDefault: () => void }) => event.preventDefault()
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(({ url }) => {
    void offerExternalLink(url)
    return { action: 'deny' }
  })
}

/** SECURITY: the person sees the real host and decides; "do not open" is what Enter and Escape choose. */
async function offerExternalLink(address: string): Promise<void> {
  const link = readExternalLink(address)
  if (link === undefined) return
  const { response } = await dialog.showMessageBox({ type: 'question', ...askAboutLink(link), buttons: ['Do not open', 'Open'], defaultId: 0, cancelId: 0, noLink: true })
  if (response === 1) await shell.openExternal(link.url)
}
