import type { SectionState } from '#shared/model/section.ts'
import { sectionWord } from '../../lib/section-names.ts'
import { AgeText } from '../../ui/age-text.tsx'
import styles from './section-panel.module.css'
import { say } from './section-words.ts'

const initial = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Why a section has no value: what is missing, and why. */
export function whyMissing({ missing, problem }: Pick<SectionState, 'missing' | 'problem'>): { readonly title: string; readonly why: string } {
  if (missing === 'not available from this vendor') return { title: say('unavailable'), why: problem ?? missing }
  if (missing === 'no right' || problem?.startsWith('no right')) return { title: say('noRight'), why: say('noRightWhy', { problem: problem === undefined ? '' : `${initial(problem)}.` }) }
  if (missing === 'not reported') return { title: say('notReported'), why: say('notReportedWhy') }
  if (problem === 'not collected') return { title: say('notCollected'), why: say('notCollectedWhy') }
  return { title: say('never'), why: problem === undefined ? say('neverWhy') : say('failedWhy', { problem }) }
}

/** When the device reported it; where the vendor does not tell that, when it was read. */
function ageOf(state: SectionState): { readonly word: string; readonly at: number | null } {
  if (state.observedKind === 'reported') return { word: say('observed'), at: state.observedAt }
  if (state.observedKind === 'bounded') return { word: say('observedBy'), at: state.observedAt }
  return { word: say('read'), at: state.fetchedAt }
}

/** When and from where sections were read, in one quiet line; one age for those of one answer. */
export function SectionAges({ states }: { readonly states: readonly SectionState[] }) {
  const first = [...Map.groupBy(states, (one) => one.source).values()].flatMap(([one]) => one ?? [])
  return first.map((state) => {
    const { word, at } = ageOf(state)
    return (
      <span key={state.section} className={styles.age} data-freshness={state.freshness}>
        {first.length === 1 ? word : say('ageOf', { name: initial(sectionWord(state.section)), word })} <AgeText at={at} source={state.source} />
      </span>
    )
  })
}

function noteOf(state: SectionState): string | null {
  const name = initial(sectionWord(state.section))
  if (state.value === null) return say('partMissing', { name, reason: whyMissing(state).why })
  return state.problem === undefined ? null : say('partOld', { name, problem: state.problem })
}

/** What of the sections is missing, or older than it could be, a sentence each. */
export const SectionNotes = ({ states }: { readonly states: readonly SectionState[] }) =>
  states.map((state) => {
    const note = noteOf(state)
    return note && (
      <p key={state.section} className={styles.note}>
        {note}
      </p>
    )
  })
