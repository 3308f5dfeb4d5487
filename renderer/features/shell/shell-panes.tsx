import { Fragment, useEffect, useEffectEvent, useRef } from 'react'
import type { GroupImperativeHandle } from 'react-resizable-panels'
import { Pane, Panes, Splitter } from '../../ui/panes.tsx'
import { resizePanes } from './shell-layout.ts'
import type { PaneShare, ShellTab } from './shell-layout.ts'
import { ShellPane } from './shell-pane.tsx'
import styles from './shell-panes.module.css'
import { changeTab } from './shell-store.ts'
import { say } from './shell-words.ts'

const sharesOf = (panes: readonly PaneShare[]): Readonly<Record<string, number>> => Object.fromEntries(panes.map(({ shellId, share }) => [shellId, share]))

/** Whether the lines stand where the tab says, as far as a person could see. */
const isShown = (shown: Readonly<Record<string, number>>, panes: readonly PaneShare[]): boolean => panes.every(({ shellId, share }) => Math.abs((shown[shellId] ?? 0) - share) < 0.5)

/** Moves the lines between panes to where the tab says they are, after a menu or a split changed that. */
function useShares({ panes }: ShellTab) {
  const group = useRef<GroupImperativeHandle>(null)
  const align = () => {
    const shown = group.current?.getLayout() ?? {}
    // A pane that was just added is known to the group a moment later; then it says so and this runs again.
    const isComplete = Object.keys(shown).length === panes.length && panes.every(({ shellId }) => shellId in shown)
    if (isComplete && !isShown(shown, panes)) group.current?.setLayout({ ...sharesOf(panes) })
  }
  const alignNow = useEffectEvent(align)
  useEffect(() => alignNow(), [panes])
  return { group, align }
}

/** The shells of one tab, side by side or one above the other, with movable lines between them. */
export function ShellPanes({ tab, onSplit }: { readonly tab: ShellTab; readonly onSplit: (shellId: PaneShare['shellId']) => void }) {
  const { group, align } = useShares(tab)
  return (
    <div className={styles.panes} id="shell-panel" role="tabpanel" aria-label={say('tabs')}>
      <Panes
        groupRef={group}
        orientation={tab.arrangement === 'beside' ? 'horizontal' : 'vertical'}
        defaultLayout={{ ...sharesOf(tab.panes) }}
        onLayoutChanged={(shares, { isUserInteraction }) => (isUserInteraction ? changeTab(tab.id, (one) => resizePanes(one, shares)) : align())}
      >
        {tab.panes.map(({ shellId }, index) => (
          <Fragment key={shellId}>
            {index > 0 && <Splitter name={say('splitter', { before: index, after: index + 1 })} />}
            <Pane id={shellId} least={96}>
              <ShellPane tab={tab} shellId={shellId} number={index + 1} onSplit={() => onSplit(shellId)} />
            </Pane>
          </Fragment>
        ))}
      </Panes>
    </div>
  )
}
