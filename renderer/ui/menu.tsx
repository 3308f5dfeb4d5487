import { Menu } from '@mantine/core'
import { useId } from 'react'
import type { ReactElement } from 'react'
import { DoneIcon } from './icons.ts'
import { IconOf } from './icon-of.tsx'
import styles from './menu.module.css'

/** One entry of a menu. `isChecked` makes it a choice; `disabledReason` greys it and stays readable. */
export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly onSelect: () => void
  readonly shortcut?: string
  readonly isChecked?: boolean
  readonly disabledReason?: string | null
}

export interface MenuGroup {
  readonly label?: string
  readonly entries: readonly MenuEntry[]
}

interface MenuButtonProps {
  readonly trigger: ReactElement
  readonly groups: readonly MenuGroup[]
  readonly onOpenChange?: (isOpen: boolean) => void
  /** Choices of a list keep the menu open. */
  readonly staysOpen?: boolean
}

/**
 * What cannot be chosen stays reachable with the arrows, so that everybody can read why: the kit's own disabled entries are skipped by them,
 * and it keeps `aria-disabled` to itself, so the root is drawn here.
 */
const unavailable = (reasonId: string) => ({
  closeMenuOnClick: false,
  renderRoot: (props: object) => <button {...props} aria-disabled aria-describedby={reasonId} />,
})

function Entry({ entry, staysOpen }: { readonly entry: MenuEntry; readonly staysOpen: boolean }) {
  const reasonId = useId()
  const { disabledReason } = entry
  const shared = { closeMenuOnClick: !staysOpen, rightSection: entry.shortcut, ...(disabledReason ? unavailable(reasonId) : {}) }
  const onSelect = () => (disabledReason ? undefined : entry.onSelect())
  const content = (
    <>
      {entry.label}
      {disabledReason && (
        <span id={reasonId} className={styles.reason}>
          {disabledReason}
        </span>
      )}
    </>
  )
  if (entry.isChecked === undefined) {
    return (
      <Menu.Item {...shared} onClick={onSelect}>
        {content}
      </Menu.Item>
    )
  }
  return (
    <Menu.CheckboxItem {...shared} checked={entry.isChecked} checkIcon={<IconOf icon={DoneIcon} />} onChange={onSelect}>
      {content}
    </Menu.CheckboxItem>
  )
}

const Groups = ({ groups, staysOpen = false }: { readonly groups: readonly MenuGroup[]; readonly staysOpen?: boolean }) =>
  groups.map((group, index) => (
    <div key={group.label ?? group.entries[0]?.id ?? index} role="none">
      {index > 0 && <Menu.Divider />}
      {group.label && <Menu.Label>{group.label}</Menu.Label>}
      {group.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} staysOpen={staysOpen} />
      ))}
    </div>
  ))

/** A button that opens a menu; arrows move, Esc closes, focus returns. */
export const MenuButton = ({ trigger, groups, onOpenChange, staysOpen = false }: MenuButtonProps) => (
  <Menu position="bottom-start" closeOnItemClick={!staysOpen} {...(onOpenChange && { onChange: onOpenChange })} transitionProps={{ duration: 0 }} withInitialFocusPlaceholder={false} withinPortal>
    <Menu.Target>{trigger}</Menu.Target>
    <Menu.Dropdown>
      <Groups groups={groups} staysOpen={staysOpen} />
    </Menu.Dropdown>
  </Menu>
)

interface PointMenuProps {
  readonly name: string
  /** Where it opens, in pixels of the window; null while it is closed. */
  readonly at: { readonly x: number; readonly y: number } | null
  readonly groups: readonly MenuGroup[]
  readonly onClose: () => void
}

/** A menu at a point, for the right button and the menu key; arrows move, Esc closes, focus returns. */
export const PointMenu = ({ name, at, groups, onClose }: PointMenuProps) => (
  <Menu opened={at !== null} onClose={onClose} position="bottom-start" offset={0} transitionProps={{ duration: 0 }} withInitialFocusPlaceholder={false} hideDetached={false} returnFocus withinPortal>
    <Menu.Target>
      <span className={styles.point} style={{ insetInlineStart: at?.x, insetBlockStart: at?.y }} aria-hidden>
        {name}
      </span>
    </Menu.Target>
    <Menu.Dropdown>
      <Groups groups={groups} />
    </Menu.Dropdown>
  </Menu>
)
