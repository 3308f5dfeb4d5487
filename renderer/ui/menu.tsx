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
function Entry({ entry }: { readonly entry: MenuEntry }) {
  const reasonId = useId()
  const { disabledReason } = entry
  return (
    <Menu.Item
      onClick={disabledReason ? undefined : entry.onSelect}
      rightSection={entry.shortcut ?? (entry.isChecked ? <IconOf icon={DoneIcon} /> : undefined)}
      {...(disabledReason ? { closeMenuOnClick: false, renderRoot: (props: object) => <button {...props} aria-disabled aria-describedby={reasonId} /> } : {})}
      {...(entry.isChecked === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': entry.isChecked })}
    >
      {entry.label}
      {disabledReason && (
        <span id={reasonId} className={styles.reason}>
          {disabledReason}
        </span>
      )}
    </Menu.Item>
  )
}

const Groups = ({ groups }: { readonly groups: readonly MenuGroup[] }) =>
  groups.map((group, index) => (
    <div key={group.label ?? group.entries[0]?.id ?? index} role="none">
      {index > 0 && <Menu.Divider />}
      {group.label && <Menu.Label>{group.label}</Menu.Label>}
      {group.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </div>
  ))

/** A button that opens a menu; arrows move, Esc closes, focus returns. */
export const MenuButton = ({ trigger, groups, onOpenChange, staysOpen = false }: MenuButtonProps) => (
  <Menu position="bottom-start" closeOnItemClick={!staysOpen} {...(onOpenChange && { onChange: onOpenChange })} transitionProps={{ duration: 0 }} withinPortal>
    <Menu.Target>{trigger}</Menu.Target>
    <Menu.Dropdown>
      <Groups groups={groups} />
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
  <Menu opened={at !== null} onClose={onClose} position="bottom-start" offset={0} transitionProps={{ duration: 0 }} hideDetached={false} returnFocus withinPortal>
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
