import type { WebPreferences } from 'electron'

/** SECURITY: true for contents that run in the sandbox, apart from the page's world, without Node and with the web's own rules in force. */
export function isSealed(preferences: WebPreferences | null): boolean {
  const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker, webSecurity } = preferences ?? {}
  const hasNode = [nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker].includes(true)
  return sandbox === true && contextIsolation === true && !hasNode && webSecurity !== false
}
