import { useDeferredValue, useMemo } from 'react'
import { formatCount } from '../../lib/format-number.ts'
import { shortLength } from '../../lib/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import { clearSelection, hiddenCount } from './fleet-selection.ts'
import { say } from './fleet-words.ts'
import { listAge } from './list-age.ts'
import styles from './list-summary.module.css'
import { useVisibleList } from './use-visible-list.ts'

function Ages() {
  const { table } = useFleet()
  const rows = useDeferredValue(useFleetState((state) => state.rows))
  const now = useNow()
  const age = useMemo(() => listAge(table, rows, now), [table, rows, now])
  const parts = [
    say('covers', { number: formatCount(age.covered) }),
    ...(age.median === null || age.p95 === null ? [] : [say('ages', { median: shortLength(age.median), p95: shortLength(age.p95) })]),
    ...(age.never > 0 ? [say('never', { number: formatCount(age.never) })] : []),
  ]
  return <span className={styles.age}>{parts.join('; ')}</span>
}

function Selected() {
  const { actions } = useFleet()
  const selection = useFleetState((state) => state.selection)
  const list = useVisibleList()
  const hidden = useMemo(() => (selection.selected.size === 0 ? 0 : hiddenCount(selection, list)), [selection, list])
  const size = selection.selected.size
  const words = [say('selected', { count: size, shown: formatCount(size) }), ...(hidden > 0 ? [say('hidden', { number: formatCount(hidden) })] : [])]
  return (
    <span className={styles.aside}>
      {/* Always there: readers tell only what changes in a region they already know. */}
      <span role="status">{size > 0 && words.join(', ')}</span>
      {size > 0 && (
        <button type="button" className={styles.act} onClick={() => actions.select(clearSelection)}>
          {say('clearSelection')}
        </button>
      )}
    </span>
  )
}

function Moved() {
  const { actions } = useFleet()
  const moved = useFleetState((state) => state.moved)
  if (moved === 0) return null
  return (
    <span className={styles.aside}>
      {say('moved', { count: moved, number: formatCount(moved) })}
      <button type="button" className={styles.act} onClick={actions.resort}>
        {say('resort')}
      </button>
    </span>
  )
}

/** A question about software is answered over the lists that were read, not over the fleet (S12). */
function SoftwareLists() {
  const software = useFleetState((state) => state.software)
  if (software === null) return null
  const { listed, devices, unsupported } = software
  const words = [say('softwareLists', { count: devices, listed: formatCount(listed), devices: formatCount(devices) }), ...(unsupported > 0 ? [say('softwareUnsupported', { number: formatCount(unsupported) })] : [])]
  return <span className={styles.age}>{words.join('; ')}</span>
}

/** How many devices, how old the answer, what is selected, and what moved meanwhile. */
export function ListSummary() {
  const count = useFleetState((state) => state.rows.length)
  const total = useFleetState((state) => state.scopeCount)
  const values = { count: total, shown: formatCount(count), total: formatCount(total) }
  return (
    <div className={styles.line}>
      <span className={styles.count}>{count === total ? say('all', values) : say('shown', values)}</span>
      <SoftwareLists />
      {count > 0 && <Ages />}
      <Moved />
      <Selected />
    </div>
  )
}
