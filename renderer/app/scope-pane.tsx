import { ScopeTree } from '../features/inventory/scope-tree.tsx'
import { IconButton } from '../ui/button.tsx'
import { CollapseIcon, ExpandIcon } from '../ui/icons.ts'
import { say } from './app-words.ts'
import styles from './frame.module.css'
import { useWorkspace } from './workspace-store.ts'

interface ScopePaneProps {
  readonly isFolded: boolean
  readonly onFold: () => void
}

/** Clients, sites and views; folds to a strip with one button. */
export function ScopePane({ isFolded, onFold }: ScopePaneProps) {
  const workspace = useWorkspace()
  return (
    <nav className={styles.scope} aria-label={say('scope')} data-pane="scope">
      <div className={styles.scopeHead} data-folded={isFolded}>
        {!isFolded && say('scope')}
        <IconButton name={say(isFolded ? 'unfoldScope' : 'foldScope')} icon={isFolded ? ExpandIcon : CollapseIcon} onClick={onFold} />
      </div>
      {!isFolded && <ScopeTree onChosen={() => workspace.open({ kind: 'fleet' })} />}
    </nav>
  )
}
