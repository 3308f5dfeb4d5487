import type { ReviewCandidate, ReviewFact } from '#shared/model/review.ts'
import { missing } from '../../lib/format-number.ts'
import { Status } from '../../ui/status-shape.tsx'
import styles from './candidate-table.module.css'
import { say } from './reviews-words.ts'

const Verdict = ({ verdict }: { readonly verdict: ReviewFact['verdict'] }) =>
  verdict === 'unknown' ? <span className={styles.faint}>{say('unknown')}</span> : <Status shape={verdict === 'agrees' ? 'done' : 'warning'}>{say(verdict)}</Status>

const Row = ({ fact }: { readonly fact: ReviewFact }) => (
  <tr>
    <th scope="row">{say(fact.fact)}</th>
    <td className={styles.value}>{fact.here ?? missing}</td>
    <td className={styles.value}>{fact.there ?? missing}</td>
    <td>
      <Verdict verdict={fact.verdict} />
    </td>
  </tr>
)

const order: Readonly<Record<ReviewFact['verdict'], number>> = { agrees: 0, differs: 1, unknown: 2 }

/** Two devices side by side: what agrees first, then what speaks against it, then what nobody reported. */
export const CandidateTable = ({ name, candidate }: { readonly name: string; readonly candidate: ReviewCandidate }) => (
  <table className={styles.table}>
    <caption className={styles.caption}>{say('compare', { name, other: [candidate.device.name, candidate.device.client, candidate.device.site].filter(Boolean).join(', ') })}</caption>
    <thead>
      <tr>
        <th scope="col" className={styles.narrow}>
          {say('fact')}
        </th>
        <th scope="col">{say('thisDevice')}</th>
        <th scope="col">{say('other')}</th>
        <th scope="col" className={styles.narrow}>
          {say('verdict')}
        </th>
      </tr>
    </thead>
    <tbody>
      {candidate.facts.toSorted((a, b) => order[a.verdict] - order[b.verdict]).map((fact) => (
        <Row key={fact.fact} fact={fact} />
      ))}
    </tbody>
  </table>
)
