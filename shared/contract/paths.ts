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

/**
 * Paths that may be called, as plain text: the preload script checks against these lists and so needs no schema library.
 * A unit test holds them equal to the contract.
 */
export const commandPathList: readonly string[] = [
  'app.state',
  'app.setOffline',
  'app.setReadOnly',
  'vault.state',
  'vault.unlock',
  'vault.create',
  'vault.retry',
  'vault.useSession',
  'company.list',
  'company.create',
  'company.open',
  'company.restore',
  'company.startPractice',
  'accounts.list',
  'accounts.vendors',
  'accounts.get',
  'accounts.probe',
  'accounts.add',
  'accounts.update',
  'accounts.test',
  'accounts.setSecret',
  'accounts.signIn',
  'accounts.remove',
  'inventory.snapshot',
  'inventory.rows',
  'inventory.match',
  'inventory.software',
  'device.get',
  'device.refresh',
  'device.changes',
  'device.note',
  'device.saveNote',
  'device.notes',
  'device.previewCommand',
  'device.runCommand',
  'device.health',
  'device.previewHealth',
  'device.readHealth',
  'device.cancelOperation',
  'device.operation',
  'device.operations',
  'device.output',
  'metrics.watch',
  'metrics.preview',
  'metrics.unwatch',
  'metrics.history',
  'shell.open',
  'shell.preview',
  'shell.input',
  'shell.resize',
  'shell.acknowledge',
  'shell.interrupt',
  'shell.close',
  'shell.list',
  'sync.run',
  'sync.start',
  'sync.device',
  'sync.cancel',
  'sync.status',
  'sync.setVisible',
  'reviews.list',
  'reviews.resolve',
  'journal.list',
  'journal.verify',
  'journal.export',
  'journal.saveExport',
  'backup.create',
  'backup.list',
  'diagnostics.overview',
  'diagnostics.pipeline',
  'diagnostics.trace',
  'settings.read',
  'settings.write',
]

/** Paths that may be heard. */
export const eventPathList: readonly string[] = [
  'app.changed',
  'vault.changed',
  'accounts.changed',
  'inventory.changed',
  'inventory.seen',
  'device.operationChanged',
  'device.noteChanged',
  'device.sectionsChanged',
  'metrics.sampled',
  'shell.output',
  'shell.changed',
  'sync.progressed',
  'sync.finished',
  'reviews.changed',
  'journal.appended',
]
