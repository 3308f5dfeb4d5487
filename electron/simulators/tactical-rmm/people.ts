import { createHash, randomBytes } from 'node:crypto'
import type { Caller } from './route.ts'
import type { Table, TacticalWorld } from './world.ts'

/** A person who may sign in. The password is kept as it is: nothing here protects anything. */
export interface User {
  readonly id: number
  username: string
  password: string
  first_name: string
  last_name: string
  email: string
  is_active: boolean
  is_superuser: boolean
  last_login: string | null
  last_login_ip: string | null
  /** Id of the role; null = no role. */
  role: number | null
  block_dashboard_login: boolean
  date_format: string | null
  /** Base32 secret of the two-factor codes; null = not set up. */
  totp_key: string | null
  preferences: UserPreferences
}

/** What `core/dashinfo` reports and `accounts/users/ui` changes; names as in the request. */
export interface UserPreferences {
  dark_mode: boolean
  show_community_scripts: boolean
  agent_dblclick_action: string
  url_action: number | null
  default_agent_tbl_tab: string
  client_tree_sort: string
  client_tree_splitter: number
  loading_bar_color: string
  dash_info_color: string
  dash_positive_color: string
  dash_negative_color: string
  dash_warning_color: string
  clear_search_when_switching: boolean
}

/** A role. `flags` are the `can_…` permissions that are on. */
export interface Role {
  readonly id: number
  name: string
  is_superuser: boolean
  flags: ReadonlySet<string>
  can_view_clients: readonly number[]
  can_view_sites: readonly number[]
  created_by: string | null
  created_time: string | null
  modified_by: string | null
  modified_time: string | null
}

export interface ApiKey {
  readonly id: number
  name: string
  key: string
  /** ISO moment after which the key is refused; null = never. */
  expiration: string | null
  /** Id of the user it acts as. */
  user: number
  created_by: string | null
  created_time: string | null
  modified_by: string | null
  modified_time: string | null
}

/** A login token: a session of a user. `digest` is its public name in the session list. */
export interface LoginToken {
  readonly id: number
  readonly token: string
  readonly digest: string
  readonly user: number
  /** Milliseconds since the epoch. */
  readonly created: number
  expiry: number
  renewed: number
}

export const usersOf = (world: TacticalWorld): Table<User> => world.table<User>('users')
export const rolesOf = (world: TacticalWorld): Table<Role> => world.table<Role>('roles')
export const apiKeysOf = (world: TacticalWorld): Table<ApiKey> => world.table<ApiKey>('apiKeys')
export const loginTokensOf = (world: TacticalWorld): Table<LoginToken> => world.table<LoginToken>('loginTokens')

const FIVE_HOURS = 5 * 3600_000
const TEN_MINUTES = 600_000

export const defaultPreferences: UserPreferences = {
  dark_mode: true, show_community_scripts: true, agent_dblclick_action: 'editagent', url_action: null,
  default_agent_tbl_tab: 'mixed', client_tree_sort: 'alphafail', client_tree_splitter: 11, loading_bar_color: 'red',
  dash_info_color: 'info', dash_positive_color: 'positive', dash_negative_color: 'negative', dash_warning_color: 'warning',
  clear_search_when_switching: true,
}

/** A user with every member at its default; `password` and `username` must be given. */
export function newUser(given: Partial<User> & Pick<User, 'username' | 'password'>): Omit<User, 'id'> {
  return {
    first_name: '', last_name: '', email: '', is_active: true, is_superuser: false, last_login: null, last_login_ip: null,
    role: null, block_dashboard_login: false, date_format: null, totp_key: null, preferences: { ...defaultPreferences }, ...given,
  }
}

export type Identified =
  | { readonly caller: Caller; readonly user: User }
  /** The `detail` of the 401. */
  | { readonly refused: string }

/** Who an `X-API-KEY` acts for. */
export function callerFromApiKey(key: string, world: TacticalWorld): Identified {
  const found = [...apiKeysOf(world).rows.values()].find((row) => row.key === key)
  if (!found) return { refused: 'Invalid token.' }
  if (found.expiration !== null && Date.parse(found.expiration) < world.now()) return { refused: 'The token has expired.' }
  return identify(usersOf(world).rows.get(found.user), world)
}

/** Who a login token belongs to. Using it renews it, at most once in ten minutes. */
export function callerFromToken(token: string, world: TacticalWorld): Identified {
  const found = [...loginTokensOf(world).rows.values()].find((row) => row.token === token)
  if (!found) return { refused: 'Invalid token.' }
  if (found.expiry < world.now()) {
    loginTokensOf(world).rows.delete(found.id)
    return { refused: 'Invalid token.' }
  }
  const slides = found.expiry - found.renewed >= FIVE_HOURS
  if (slides && world.now() - found.renewed >= TEN_MINUTES) {
    found.renewed = world.now()
    found.expiry = found.renewed + FIVE_HOURS
  }
  return identify(usersOf(world).rows.get(found.user), world)
}

/** Starts a session of `seconds` (default five hours, which then slides). */
export function issueToken(user: User, world: TacticalWorld, seconds = FIVE_HOURS / 1000): LoginToken {
  const token = randomBytes(32).toString('hex')
  const digest = createHash('sha512').update(token).digest('hex')
  const created = world.now()
  return loginTokensOf(world).insert({ token, digest, user: user.id, created, renewed: created, expiry: created + seconds * 1000 })
}

function identify(user: User | undefined, world: TacticalWorld): Identified {
  if (!user?.is_active) return { refused: 'User inactive or deleted.' }
  return { user, caller: callerOf(user, world) }
}

/** What a user may do and see, from the superuser flag or the role. */
export function callerOf(user: User, world: TacticalWorld): Caller {
  const role = user.role === null ? undefined : rolesOf(world).rows.get(user.role)
  const isAll = user.is_superuser || role?.is_superuser === true
  return {
    userId: user.id,
    username: user.username,
    permissions: isAll ? 'all' : (role?.flags ?? new Set<string>()),
    visibleClients: isAll ? [] : (role?.can_view_clients ?? []),
    visibleSites: isAll ? [] : (role?.can_view_sites ?? []),
  }
}
