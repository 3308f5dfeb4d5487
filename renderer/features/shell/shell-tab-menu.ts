import type { MenuGroup } from '../../ui/menu.tsx'
import { arrangeTab, evenPanes, growPane } from './shell-layout.ts'
import type { Arrangement, ShellTab } from './shell-layout.ts'
import { changeTab, closeTab } from './shell-store.ts'
import { say } from './shell-words.ts'

interface TabActions {
  readonly splitRefusal: string | null
  readonly onSplit: () => void
  readonly onRename: () => void
}

/** What one step of the size entries moves, percent of the room. */
const sizeStep = 10

/** Everything that keys, splitter and double-click do, once more as a menu. */
export function tabMenu(tab: ShellTab, { splitRefusal, onSplit, onRename }: TabActions): readonly MenuGroup[] {
  const arrange = (arrangement: Arrangement) => ({
    id: arrangement,
    label: say(arrangement),
    isChecked: tab.arrangement === arrangement,
    onSelect: () => changeTab(tab.id, (one) => arrangeTab(one, arrangement)),
  })
  const size = (id: 'larger' | 'smaller' | 'even', change: (one: ShellTab) => ShellTab) => ({ id, label: say(id), onSelect: () => changeTab(tab.id, change) })
  const first: MenuGroup = {
    entries: [
      { id: 'rename', label: say('renameEntry'), shortcut: 'F2', onSelect: onRename },
      { id: 'split', label: say('split', { shell: tab.shell }), shortcut: 'Ctrl+Shift+D', disabledReason: splitRefusal, onSelect: onSplit },
    ],
  }
  const several: readonly MenuGroup[] = [
    { label: say('arrangement'), entries: [arrange('beside'), arrange('below')] },
    {
      label: say('sizes'),
      entries: [size('larger', (one) => growPane(one, sizeStep)), size('smaller', (one) => growPane(one, -sizeStep)), size('even', evenPanes)],
    },
  ]
  const last: MenuGroup = { entries: [{ id: 'close', label: say('closeEntry'), shortcut: 'Del', onSelect: () => closeTab(tab.id) }] }
  return [first, ...(tab.panes.length > 1 ? several : []), last]
}
