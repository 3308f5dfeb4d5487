/** The four names that cross Electron's process boundary. Paths of the contract travel as data inside them. */
export const ipcChannels = {
  /** Page to core, with a reply. */
  call: 'outrider:call',
  /** Page to core, without a reply: keystrokes and acknowledgements. */
  send: 'outrider:send',
  /** Core to page: path and payload. */
  event: 'outrider:event',
  /** Preload to main, once a load: what the page's process really is. */
  proof: 'outrider:proof',
} as const

/** What the preload script saw of its own process. Main refuses to serve a page whose proof is not all true. */
export interface ProcessProof {
  readonly isSandboxed: boolean
  readonly isContextIsolated: boolean
}
