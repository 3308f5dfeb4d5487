import { useStore } from 'zustand'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AddIcon, LessIcon, SortDownIcon, SortUpIcon } from '../../ui/icons.ts'
import { CheckField } from '../../ui/toggle.tsx'
import styles from './column-chooser.module.css'
import { applyPreset, columnLayout, moveColumn, setColumnSizes, toggleColumn } from './column-layout.ts'
import { say } from './fleet-words.ts'
import type { ColumnId } from './grid-cells.tsx'
import { columnIds, columnSpecs, frozenColumns, presets } from './grid-columns.ts'

const step = 16

function Entry({ id, isVisible }: { readonly id: ColumnId; readonly isVisible: boolean }) {
  const sizes = useStore(columnLayout, (layout) => layout.sizes)
  const column = say(id)
  const resize = (by: number) => setColumnSizes({ ...sizes, [id]: Math.max(48, (sizes[id] ?? columnSpecs[id].size) + by) })
  return (
    <li className={styles.entry}>
      <CheckField label={column} isOn={isVisible} isOff={id === 'name'} onChange={() => toggleColumn(id)} />
      {isVisible && (
        <span className={styles.buttons}>
          <IconButton name={say('narrower', { column })} icon={LessIcon} onClick={() => resize(-step)} />
          <IconButton name={say('wider', { column })} icon={AddIcon} onClick={() => resize(step)} />
          {!frozenColumns.includes(id) && <IconButton name={say('moveUp', { column })} icon={SortUpIcon} onClick={() => moveColumn(id, -1)} />}
          {!frozenColumns.includes(id) && <IconButton name={say('moveDown', { column })} icon={SortDownIcon} onClick={() => moveColumn(id, 1)} />}
        </span>
      )}
    </li>
  )
}

/** Which columns, in which order, how wide: everything the pointer can do in the headings, for the keyboard. */
export function ColumnChooser({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { visible, preset } = useStore(columnLayout)
  const reset = () => {
    const known = presets.find((one) => one.id === preset)
    if (known) applyPreset(known)
    setColumnSizes({})
  }
  const hidden = columnIds.filter((id) => !visible.includes(id))
  return (
    <Dialog title={say('columnsTitle')} isOpen={isOpen} onClose={onClose} actions={<Button onClick={reset}>{say('columnsReset')}</Button>}>
      <ul className={styles.list}>
        {visible.map((id) => (
          <Entry key={id} id={id} isVisible />
        ))}
        {hidden.map((id) => (
          <Entry key={id} id={id} isVisible={false} />
        ))}
      </ul>
    </Dialog>
  )
}
