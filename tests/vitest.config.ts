import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

/** Two projects: `core` runs everything that needs no page, `ui` runs component logic in a light DOM. */
export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          name: 'core',
          environment: 'node',
          include: ['tests/{unit,contract,integration,rules}/**/*.test.ts'],
          isolate: false,
          pool: 'threads',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        root,
        plugins: [react()],
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: ['tests/ui/**/*.test.{ts,tsx}'],
          isolate: false,
          testTimeout: 30_000,
          setupFiles: ['tests/ui/setup.ts'],
        },
      },
    ],
  },
})
