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
  ['gridMenu', 'Shift+F10'],
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

type Row = readonly [does: string, keys: string]

const Section = ({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) => (
  <section>
    <h2 className={styles.title}>{title}</h2>
    <dl className={styles.list}>
      {rows.map(([does, keys]) => (
        <Fragment key={does}>
          <dt>{does}</dt>
          <dd>{keys}</dd>
        </Fragment>
      ))}
    </dl>
  </section>
)

/** Every chord that works here and now. */
export function ShortcutsDialog({ commands }: { readonly commands: readonly Command[] }) {
  const workspace = useWorkspace()
  const isOpen = useWorkspaceState((state) => state.dialog === 'shortcuts')
  const { host } = useModes()
  const bound = commands.filter((command) => command.shortcut !== '').map(({ title, shortcut }): Row => [title, shortcut])
  const tabs: Row = [say('commandTab'), chordText(tabChord(1, host === 'browser' ? 'browser' : 'desktop')).replace('1', '1…9')]
  return (
    <Dialog title={say('shortcuts')} isOpen={isOpen} onClose={() => workspace.show(null)} isWide>
      {/* A stop of the keyboard, so that it can be scrolled without a mouse. */}
      <div className={styles.all} tabIndex={0} role="group" aria-label={say('shortcuts')}>
        <Section title={say('shortcutsWindow')} rows={[...bound, tabs]} />
        <Section title={say('shortcutsGrid')} rows={gridKeys.map(([word, keys]): Row => [say(word), keys])} />
        <Section title={say('shortcutsShell')} rows={shellKeys.map(([word, keys]): Row => [say(word), keys])} />
      </div>
    </Dialog>
  )
}
