// Loaded with --import before the built main process: whoever imports `electron` gets the stand-in.
import { registerHooks } from 'node:module'

const standin = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standin, format: 'module-typescript', shortCircuit: true } : next(specifier, context)),
})
