import { Fragment } from 'react'
import { Dialog } from '../ui/dialog.tsx'
import { say } from './app-words.ts'
import type { Command } from './commands.ts'
import { useModes } from './modes-store.ts'
import { chordText, tabChord } from './shortcuts.ts'
import styles from './shortcuts-dialog.module.css'
import { useWorkspace, useWorkspaceState } from './workspace-store.ts'

const gridKeys = [
  ['gridMove', '↑ ↓ Home End PgUp PgDn'],
  ['gridOpen', 'Enter'],
  ['gridPeek', 'Space'],
  ['gridSelect', 'Shift+Space'],
  ['gridExtend', 'Shift+↑ ↓'],
  ['gridToggle', 'Ctrl+Space'],
  ['gridAll', 'Ctrl+A'],
  ['gridCopy', 'Ctrl+C'],
  ['gridFilter', '/'],
  ['gridHeader', '↑'],
] as const

/** In a terminal every other key goes to the remote side. */
const shellKeys = [
  ['shellLeave', 'F6'],
  ['shellCopy', 'Ctrl+Shift+C'],
  ['shellPaste', 'Ctrl+Shift+V'],
  ['shellFind', 'Ctrl+Shift+F'],
  ['shellSplit', 'Ctrl+Shift+D'],
  ['shellScroll', 'Ctrl+Shift+PgUp PgDn'],
  ['shellSendF6', 'Ctrl+Shift+F6'],
] as const

type Keys = (typeof gridKeys | typeof shellKeys)[number]

const KeyRows = ({ keys }: { readonly keys: readonly Keys[] }) =>
  keys.map(([word, chord]) => (
    <Fragment key={word}>
      <dt>{say(word)}</dt>
      <dd>{chord}</dd>
    </Fragment>
  ))

/** Every chord that works here and now. */
export function ShortcutsDialog({ commands }: { readonly commands: readonly Command[] }) {
  const workspace = useWorkspace()
  const isOpen = useWorkspaceState((state) => state.dialog === 'shortcuts')
  const { host } = useModes()
  const bound = commands.filter((command) => command.shortcut !== '')
  return (
    <Dialog title={say('shortcuts')} isOpen={isOpen} onClose={() => workspace.show(null)} isWide>
      <dl className={styles.list}>
        <h2>{say('shortcutsWindow')}</h2>
        {bound.map((command) => (
          <Fragment key={command.id}>
            <dt>{command.title}</dt>
            <dd>{command.shortcut}</dd>
          </Fragment>
        ))}
        <dt>{say('commandTab')}</dt>
        <dd>{chordText(tabChord(1, host === 'browser' ? 'browser' : 'desktop')).replace('1', '1…9')}</dd>
        <h2>{say('shortcutsGrid')}</h2>
        <KeyRows keys={gridKeys} />
        <h2>{say('shortcutsShell')}</h2>
        <KeyRows keys={shellKeys} />
      </dl>
    </Dialog>
  )
}
