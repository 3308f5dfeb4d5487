import { expect, test } from 'vitest'
import { isSealed } from '#electron/main/window-seal.ts'

const sealed = { sandbox: true, contextIsolation: true, nodeIntegration: false }

test('S20: contents are let live only with sandbox and isolation, and without Node', () => {
  expect(isSealed(sealed)).toBe(true)
  expect(isSealed(null)).toBe(false)
  for (const change of [{ sandbox: false }, { contextIsolation: false }, { nodeIntegration: true }, { nodeIntegrationInSubFrames: true }, { nodeIntegrationInWorker: true }, { webSecurity: false }]) {
    expect(isSealed({ ...sealed, ...change }), JSON.stringify(change)).toBe(false)
  }
})
