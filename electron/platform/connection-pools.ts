import { ConnectionAgent } from './connection-agent.ts'

/** What decides which agent carries a request. */
interface PoolChoice {
  readonly pool: string
  readonly isTls: boolean
  readonly pin: string | null
  /** True for a request that changes something. */
  readonly isMutation: boolean
}

/** Keep-alive connections by account (S166). */
export interface ConnectionPools {
  agentFor(choice: PoolChoice): ConnectionAgent
  release(pool: string): void
  releaseAll(): void
}

/**
 * Creates the pools. Reads share kept connections per pool; a request that changes something always gets a connection
 * of its own, because a kept one may be half closed and then nobody can tell whether the request arrived.
 */
export function createConnectionPools(): ConnectionPools {
  const pools = new Map<string, Map<string, ConnectionAgent>>()
  const release = (pool: string) => {
    for (const agent of pools.get(pool)?.values() ?? []) agent.destroy()
    pools.delete(pool)
  }
  return {
    agentFor: ({ pool, isTls, pin, isMutation }) => {
      if (isMutation) return new ConnectionAgent({ isTls, pin, keepAlive: false })
      const agents = pools.get(pool) ?? new Map<string, ConnectionAgent>()
      pools.set(pool, agents)
      const key = `${isTls} ${pin ?? ''}`
      const agent = agents.get(key) ?? new ConnectionAgent({ isTls, pin, keepAlive: true })
      agents.set(key, agent)
      return agent
    },
    release,
    releaseAll: () => [...pools.keys()].forEach(release),
  }
}
