import { tacticalRmm } from '#core/providers/tactical-rmm/provider.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import { testProvider } from './provider-suite.ts'

testProvider({
  definition: tacticalRmm,
  start: (options) => startSimulator({ vendor: 'tactical_rmm', devices: 200, port: 0, seed: 7, waitScale: options?.isRealTime ? 1 : 0.02, steady: true }),
  secretsOf: (server) => ({ 'api-key': server.apiKey }),
  connectionOf: (server) => ({ accountId: 'a1', apiUrl: server.url, user: server.user, certificatePin: null }),
  paths: { list: '/agents/', anyRead: '**', command: '/agents/*/cmd/' },
  commandIn: (body) => (JSON.parse(body) as { cmd: string }).cmd,
})
