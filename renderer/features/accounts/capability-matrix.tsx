import type { CapabilityState } from '#shared/model/capability.ts'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './accounts-words.ts'
import styles from './capability-matrix.module.css'

const supportShapes: Readonly<Record<CapabilityState['support'], Shape>> = { native: 'online', emulated: 'emulated', absent: 'inactive' }
const grantShapes: Readonly<Record<CapabilityState['grant'], Shape>> = { granted: 'online', denied: 'no-right', unproven: 'unknown', 'needs-sign-in': 'no-right' }

const Line = ({ state }: { readonly state: CapabilityState }) => (
  <tr>
    <th scope="row">{say(state.capability)}</th>
    <td>
      <Status shape={supportShapes[state.support]}>{say(state.support)}</Status>
    </td>
    <td>{state.support !== 'absent' && <Status shape={grantShapes[state.grant]}>{say(state.grant)}</Status>}</td>
    <td className={styles.note}>{state.reason}</td>
  </tr>
)

/** What the vendor offers and what this key may use, one line each, with the reason where something is missing. */
export const CapabilityMatrix = ({ states }: { readonly states: readonly CapabilityState[] }) => (
  <table className={styles.table}>
    <caption className="visually-hidden">{say('capabilities')}</caption>
    <thead>
      <tr>
        <th scope="col">{say('capability')}</th>
        <th scope="col">{say('support')}</th>
        <th scope="col">{say('grant')}</th>
        <th scope="col">{say('reason')}</th>
      </tr>
    </thead>
    <tbody>
      {states.map((state) => (
        <Line key={state.capability} state={state} />
      ))}
    </tbody>
  </table>
)
