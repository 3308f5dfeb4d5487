import type { AccountHealth } from '#shared/model/account.ts'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './accounts-words.ts'

const shapes: Readonly<Record<AccountHealth['state'], Shape>> = {
  never: 'unknown',
  ok: 'online',
  'needs-sign-in': 'no-right',
  unreachable: 'offline',
  waiting: 'waiting',
  inactive: 'inactive',
  failing: 'failing',
}

/** The sentence of a health, unless it only repeats the word. */
export const healthSentence = (health: AccountHealth): string => (health.says.replace(/\.$/, '') === say(`health_${health.state}`) ? '' : health.says)

/** How the last contact went, in shape and word. */
export const AccountHealthWord = ({ health }: { readonly health: AccountHealth }) => <Status shape={shapes[health.state]}>{say(`health_${health.state}`)}</Status>
