import { useDeferredValue, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { clientColorValue } from '../../lib/client-color.ts'
import { formatCount } from '../../lib/format-number.ts'
import { ExpandIcon, OpenIcon } from '../../ui/icons.ts'
import { IconOf } from '../../ui/icon-of.tsx'
import { StatusShape } from '../../ui/status-shape.tsx'
import { columnLayout } from './column-layout.ts'
import { useFleet, useFleetState } from './fleet-context.ts'
import { openPreset, presetName } from './fleet-presets.ts'
import { scopeTree, wholeCompany } from './fleet-scope.ts'
import type { FleetScope, ScopeEntry } from './fleet-scope.ts'
import { say } from './fleet-words.ts'
import { presets } from './grid-columns.ts'
import styles from './scope-tree.module.css'

interface Item {
  readonly scope: FleetScope
  readonly name: string
  readonly level: 1 | 2
  readonly count: number
  readonly attention: number
  /** Absent where nothing can be opened. */
  readonly isOpen?: boolean
}

function itemsOf(tree: readonly ScopeEntry[], open: ReadonlySet<string>, total: number): readonly Item[] {
  const all: Item = { scope: wholeCompany, name: say('wholeCompany'), level: 1, count: total, attention: 0 }
  const clients = tree.flatMap(({ client, count, attention, sites }) => {
    const isOpen = open.has(client)
    const own: Item = { scope: { client, site: null }, name: client, level: 1, count, attention, ...(sites.length > 1 && { isOpen }) }
    const below = sites.map((one): Item => ({ scope: { client, site: one.site }, name: one.site, level: 2, count: one.count, attention: 0 }))
    return isOpen ? [own, ...below] : [own]
  })
  return [all, ...clients]
}

const isSame = (a: FleetScope, b: FleetScope): boolean => a.client === b.client && a.site === b.site

interface TreeItemProps {
  readonly item: Item
  readonly isChosen: boolean
  readonly isStop: boolean
  readonly onChoose: () => void
  readonly onTwist: () => void
}

const TreeItem = ({ item, isChosen, isStop, onChoose, onTwist }: TreeItemProps) => (
  <button
    type="button"
    role="treeitem"
    className={styles.item}
    aria-level={item.level}
    aria-selected={isChosen}
    aria-expanded={item.isOpen}
    tabIndex={isStop ? 0 : -1}
    data-level={item.level}
    title={item.attention > 0 ? `${item.name}: ${say('attention', { count: item.attention })}` : item.name}
    onClick={onChoose}
  >
    {item.level === 1 && (
      <span
        className={styles.twist}
        onClick={(event) => {
          event.stopPropagation()
          onTwist()
        }}
      >
        {item.isOpen !== undefined && <IconOf icon={item.isOpen ? OpenIcon : ExpandIcon} />}
      </span>
    )}
    {item.level === 1 && item.scope.client !== null && <span className={styles.edge} style={{ background: clientColorValue(item.scope.client) }} />}
    <span className={styles.name}>{item.name}</span>
    {item.attention > 0 && (
      <span className={styles.attention}>
        <StatusShape shape="failing" />
        {formatCount(item.attention)}
      </span>
    )}
    <span className={styles.count}>{formatCount(item.count)}</span>
  </button>
)

function useTree() {
  const { table } = useFleet()
  const revision = useDeferredValue(useFleetState((state) => state.revision))
  return useMemo(() => ({ tree: scopeTree(table), total: table.count, revision }), [table, revision])
}

/** Moves the focus over the tree; right and left open and close. */
function walk(event: KeyboardEvent<HTMLDivElement>, twist: (index: number, isOpen: boolean) => void): void {
  const nodes = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const at = nodes.indexOf(document.activeElement as HTMLElement)
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key]
  if (target !== undefined) nodes[Math.min(nodes.length - 1, Math.max(0, target))]?.focus()
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') twist(at, event.key === 'ArrowRight')
  else return
  event.preventDefault()
}

function Clients({ onChosen }: { readonly onChosen: () => void }) {
  const { actions } = useFleet()
  const scope = useFleetState((state) => state.scope)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { tree, total } = useTree()
  const items = itemsOf(tree, open, total)
  const twist = (item: Item | undefined, isOpen: boolean) => {
    const client = item?.scope.client
    if (client == null || item?.isOpen === undefined) return
    setOpen((before) => new Set(isOpen ? [...before, client] : [...before].filter((one) => one !== client)))
  }
  const choose = (item: Item) => {
    actions.setScope(item.scope)
    onChosen()
  }
  return (
    <div role="tree" aria-label={say('client')} onKeyDown={(event) => walk(event, (index, isOpen) => twist(items[index], isOpen))}>
      {items.map((item) => (
        <TreeItem
          key={`${item.scope.client}/${item.scope.site}`}
          item={item}
          isChosen={isSame(item.scope, scope)}
          isStop={isSame(item.scope, scope)}
          onChoose={() => choose(item)}
          onTwist={() => twist(item, !item.isOpen)}
        />
      ))}
    </div>
  )
}

function Views({ onChosen }: { readonly onChosen: () => void }) {
  const fleet = useFleet()
  const chosen = useStore(columnLayout, (layout) => layout.preset)
  return (
    <>
      <h2 className={styles.heading}>{say('views')}</h2>
      {presets.map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={`${styles.item} ${styles.view}`}
          aria-current={preset.id === chosen}
          onClick={() => {
            openPreset(fleet, preset)
            onChosen()
          }}
        >
          <span className={styles.name}>{presetName(preset.id)}</span>
        </button>
      ))}
    </>
  )
}

/** Where in the company the list looks: all, a client, a site; and the ways to look at it. `onChosen` brings the list to the front. */
export const ScopeTree = ({ onChosen }: { readonly onChosen: () => void }) => (
  <div className={styles.pane}>
    <Clients onChosen={onChosen} />
    <Views onChosen={onChosen} />
  </div>
)
