import { useEffect, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { filterToText } from '#shared/filter/filter-text.ts'
import { partsOf, withoutPart } from '#shared/filter/filter-parts.ts'
import { IconButton } from '../../ui/button.tsx'
import { IconOf } from '../../ui/icon-of.tsx'
import { CloseIcon, SearchIcon } from '../../ui/icons.ts'
import styles from './filter-bar.module.css'
import { useFleet, useFleetState } from './fleet-context.ts'
import { say } from './fleet-words.ts'

/** The conditions in force, each with a cross; they stand in the field while it is not being typed in. */
function Chips() {
  const { actions } = useFleet()
  const filter = useFleetState((state) => state.filter)
  return (
    <div className={styles.chips}>
      {partsOf(filter).map((part, index) => (
        <span key={`${index}${filterToText(part)}`} className={styles.chip}>
          <span>{filterToText(part)}</span>
          <button
            type="button"
            tabIndex={-1}
            className={styles.remove}
            aria-label={say('removePart', { part: filterToText(part) })}
            onClick={() => actions.setFilter(filterToText(withoutPart(filter, index)))}
          >
            <IconOf icon={CloseIcon} />
          </button>
        </span>
      ))}
    </div>
  )
}

interface FilterInputProps {
  readonly ref?: Ref<HTMLInputElement> | undefined
  readonly text: string
  readonly onChange: (text: string) => void
  /** The person is done with the filter and goes on to the list. */
  readonly onLeave: () => void
}

function FilterInput({ ref, text, onChange, onLeave }: FilterInputProps) {
  const isWrong = useFleetState((state) => state.problem !== null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave()
    else if (event.key === 'Escape' && text !== '') onChange('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <input
      ref={ref}
      className={styles.input}
      value={text}
      placeholder={say('filterHint')}
      aria-label={say('filter')}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? 'filter-problem' : undefined}
      data-pane-filter
      data-chips={!isWrong && text !== ''}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}

/** The filter as text and as chips: two views of one tree. Every keystroke takes effect before the next frame. */
export function FilterBar({ ref, onLeave }: { readonly ref?: Ref<HTMLInputElement>; readonly onLeave: () => void }) {
  const { actions } = useFleet()
  const kept = useFleetState((state) => state.filterText)
  const isWrong = useFleetState((state) => state.problem !== null)
  const [text, setText] = useState(kept)
  useEffect(() => setText(kept), [kept])
  const change = (next: string) => {
    setText(next)
    actions.setFilter(next)
  }
  return (
    <div className={styles.bar} role="search" data-problem={isWrong}>
      <IconOf icon={SearchIcon} />
      <div className={styles.field}>
        <FilterInput ref={ref} text={text} onChange={change} onLeave={onLeave} />
        {!isWrong && text !== '' && <Chips />}
      </div>
      {text !== '' && <IconButton name={say('clearFilter')} icon={CloseIcon} shortcut="Esc" onClick={() => change('')} />}
    </div>
  )
}

/** What is wrong with the filter, at which character, and the word that was probably meant. */
export function FilterProblemLine() {
  const { actions } = useFleet()
  const problem = useFleetState((state) => state.problem)
  const text = useFleetState((state) => state.filterText)
  const deepError = useFleetState((state) => state.deepError)
  if (!problem && !deepError) return null
  const nearest = problem?.nearest
  const repaired = problem && nearest ? text.slice(0, problem.at) + nearest + text.slice(problem.at + problem.length) : null
  return (
    <div id="filter-problem" className={styles.problem} role="status">
      {problem ? say('problemAt', { at: problem.at + 1, says: problem.says }) : `${deepError?.what} ${deepError?.next}`}
      {repaired !== null && nearest && (
        <button type="button" className={styles.use} onClick={() => actions.setFilter(repaired)}>
          {say('useNearest', { word: nearest })}
        </button>
      )}
    </div>
  )
}
