import { testVault } from '../vault-suite.ts'
import { createSessionVault } from '#platform/session-vault.ts'

testVault({
  name: 'session',
  open: async () => ({ vault: createSessionVault('Secrets are forgotten when Outrider is closed.'), close: async () => undefined }),
})
