import { contextBridge, ipcRenderer } from 'electron'
import { commandPathList, eventPathList, ipcChannels, type ProcessProof } from '#shared/contract/paths.ts'

const commands = new Set(commandPathList)
const events = new Set(eventPathList)

function known(paths: ReadonlySet<string>, path: unknown): string {
  if (typeof path === 'string' && paths.has(path)) return path
  throw new Error('The contract has no such path.')
}

function subscribe(path: string, listener: (payload: unknown) => void): () => void {
  const hear = (_: unknown, announced: string, payload: unknown) => {
    if (announced === path) listener(payload)
  }
  ipcRenderer.on(ipcChannels.event, hear)
  return () => void ipcRenderer.off(ipcChannels.event, hear)
}

/** SECURITY: the wall between page and core has these three holes and no other. */
function openBridge(): void {
  contextBridge.exposeInMainWorld('bridge', {
    call: (path: unknown, input: unknown) => ipcRenderer.invoke(ipcChannels.call, known(commands, path), input),
    send: (path: unknown, input: unknown) => ipcRenderer.send(ipcChannels.send, known(commands, path), input),
    on: (path: unknown, listener: (payload: unknown) => void) => subscribe(known(events, path), listener),
  })
}

// SECURITY: what this process really is, not what was asked for. Without both there is no bridge, and main serves nothing.
const proof: ProcessProof = { isSandboxed: process.sandboxed, isContextIsolated: process.contextIsolated }
ipcRenderer.send(ipcChannels.proof, proof)
if (proof.isSandboxed && proof.isContextIsolated) openBridge()
