import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startSimulator } from './start-simulator.ts'
import { parseFaults } from './toolkit/fault-script.ts'

const { values } = parseArgs({
  options: {
    vendor: { type: 'string', default: 'tactical_rmm' }, devices: { type: 'string', default: '50' }, port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' }, faults: { type: 'string' }, 'this-computer': { type: 'boolean', default: false },
    'wait-scale': { type: 'string', default: '1' }, frozen: { type: 'boolean', default: false }, yes: { type: 'boolean', default: false },
    'exit-with-parent': { type: 'boolean', default: false },
  },
})
const simulator = await startSimulator({
  vendor: 'tactical_rmm', devices: Number(values.devices), port: Number(values.port), seed: Number(values.seed), frozen: values.frozen,
  waitScale: Number(values['wait-scale']), thisComputer: values['this-computer'],
  ...(values.faults ? { faults: parseFaults(await readFile(values.faults, 'utf8')) } : {}),
})
const { url, apiKey, user, password, totpSecret } = simulator
console.log(`READY ${JSON.stringify({ url, apiKey, user, password, totpSecret })}`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
