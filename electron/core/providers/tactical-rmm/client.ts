import type { Connection, ProviderPorts } from '../provider.ts'
import { createApiClient, type ApiClient } from '../toolkit/api-client.ts'
import { keyHeader } from './auth.ts'
import { manifest } from './manifest.ts'

/** Creates the API client of one account: the key of the vault in `X-API-KEY`, the limits of the manifest. */
export function createTacticalClient(connection: Connection, ports: ProviderPorts): ApiClient {
  const client: ApiClient = createApiClient({
    label: manifest.label,
    connection,
    ports,
    limits: manifest.limits,
    authorise: () => keyHeader(ports.secrets, () => client.errors),
  })
  return client
}
