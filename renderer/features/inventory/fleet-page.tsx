import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../ui/button.tsx'
import { ColumnsIcon, OpenIcon } from '../../ui/icons.ts'
import { MenuButton } from '../../ui/menu.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { columnLayout } from './column-layout.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterBar, FilterProblemLine } from './filter-bar.tsx'
import { useFleet, useFleetState } from './fleet-context.ts'
import { FleetGrid } from './fleet-grid.tsx'
import styles from './fleet-page.module.css'
import { openPreset, presetName } from './fleet-presets.ts'
import { say } from './fleet-words.ts'
import { presets } from './grid-columns.ts'
import { ListSummary } from './list-summary.tsx'
import type { RowActions } from './row-menu.tsx'
import { usePageKeys } from './use-page-keys.ts'

interface FleetPageProps {
  readonly rowHeight: number
  readonly actions: RowActions
}

function Toolbar({ filterRef, onLeave }: { readonly filterRef: React.RefObject<HTMLInputElement | null>; readonly onLeave: () => void }) {
  const fleet = useFleet()
  const preset = useStore(columnLayout, (layout) => layout.preset)
  const [isChoosing, setChoosing] = useState(false)
  const views = presets.map((one) => ({ id: one.id, label: presetName(one.id), isChecked: one.id === preset, onSelect: () => openPreset(fleet, one) }))
  return (
    <div className={styles.toolbar}>
      <FilterBar ref={filterRef} onLeave={onLeave} />
      <MenuButton trigger={<Button endIcon={OpenIcon}>{presetName(preset)}</Button>} groups={[{ label: say('views'), entries: views }]} onOpenChange={(isOpen) => fleet.actions.holdOrder('menu', isOpen)} />
      <Button icon={ColumnsIcon} onClick={() => setChoosing(true)}>
        {say('columns')}
      </Button>
      <ColumnChooser isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </div>
  )
}

/** The fleet: who needs me now, how old is this answer, what did I filter. */
export function FleetPage({ rowHeight, actions }: FleetPageProps) {
  const page = useRef<HTMLDivElement>(null)
  const filter = useRef<HTMLInputElement>(null)
  const isEmpty = useFleetState((state) => state.rows.length === 0)
  const { phase, loaded, total, isAskingStore, problem, deepError } = useFleetState((state) => state)
  const hasProblem = problem !== null || deepError !== null
  const isReading = phase === 'loading'
  usePageKeys()
  const focusGrid = () => page.current?.querySelector<HTMLElement>('[data-grid]')?.focus()
  return (
    <div ref={page} className={styles.page}>
      <Toolbar filterRef={filter} onLeave={focusGrid} />
      <ProgressLine name={isReading ? say('loading') : say('asking')} isBusy={isReading || isAskingStore} share={isReading && total > 0 ? loaded / total : null} />
      {hasProblem ? <FilterProblemLine /> : <ListSummary />}
      <div className={styles.list}>
        <div className={styles.grid} inert={isEmpty}>
          <FleetGrid rowHeight={rowHeight} actions={actions} onFilter={() => filter.current?.focus()} />
        </div>
        {isEmpty && (
          <div className={styles.empty}>
            <EmptyList isOffline={actions.isOffline} />
          </div>
        )}
      </div>
    </div>
  )
}
