import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = resolve(import.meta.dirname, '..')
const at = (path: string) => resolve(root, path)
/** Kilobytes. Chunks are read from the disk of the same computer, so the advice for pages on the internet does not apply. */
const chunkSizeWarningLimit = 2_000

/** Entries of the Node side. They share one folder so that a host finds the store thread and the simulator beside itself. */
const entries = {
  index: at('electron/main/index.ts'),
  cli: at('electron/cli/index.ts'),
  'store-worker': at('electron/platform/store-worker.ts'),
  simulate: at('electron/simulators/simulate.ts'),
}

export default defineConfig({
  main: {
    root,
    build: {
      outDir: at('out/main'),
      chunkSizeWarningLimit,
      sourcemap: true,
      rolldownOptions: { input: entries, output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' } },
    },
  },
  preload: {
    root,
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    publicDir: at('resources/icons'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      chunkSizeWarningLimit,
      minify: 'oxc',
      sourcemap: true,
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
