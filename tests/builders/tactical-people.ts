import type { Simulator } from '#simulators/start-simulator.ts'

/** What the administrator of a simulated Tactical server does over its API, for tests. */
async function call(server: Simulator, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(server.url + path, {
    method,
    headers: { 'x-api-key': server.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

interface Named {
  readonly id: number
  readonly username?: string
  readonly name?: string
  readonly key?: string
}

/** Creates a user with a role of exactly these rights and answers an API key of it. */
export async function aKeyWithRights(server: Simulator, rights: readonly string[], more: { readonly expiration?: string } = {}): Promise<string> {
  const name = `role ${rights.join(' ').slice(0, 20)} ${Math.floor(performance.now())}`
  await call(server, 'POST', '/accounts/roles/', { name, ...Object.fromEntries(rights.map((right) => [right, true])) })
  const role = ((await call(server, 'GET', '/accounts/roles/')) as Named[]).find((one) => one.name === name)
  const username = `u${Math.floor(performance.now() * 1_000)}`
  await call(server, 'POST', '/accounts/users/', { username, email: `${username}@example.com`, password: 'a-test-Password-1', first_name: '', last_name: '', role: role?.id })
  const user = ((await call(server, 'GET', '/accounts/users/')) as Named[]).find((one) => one.username === username)
  await call(server, 'POST', '/accounts/apikeys/', { name: username.slice(0, 25), user: user?.id, expiration: more.expiration ?? null })
  const key = ((await call(server, 'GET', '/accounts/apikeys/')) as Named[]).find((one) => one.username === username)?.key
  if (key === undefined) throw new Error('the key was not created')
  return key
}

/** Raises an alert by hand about the device with this id at the server. */
export async function raiseAlert(server: Simulator, remoteId: string, message: string): Promise<void> {
  await call(server, 'POST', '/alerts/', { message, severity: 'warning', alert_type: 'custom', agent: server.fleet.byKey(remoteId)?.id, hidden: false })
}
