import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ShellId } from '#shared/model/ids.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { FindBar } from './find-bar.tsx'
import type { KeptTerminal } from './kept-terminal.ts'
import { PasteQuestion } from './paste-question.tsx'
import type { PendingPaste } from './paste-question.tsx'
import { focusShell } from './shell-layout.ts'
import type { ShellTab } from './shell-layout.ts'
import styles from './shell-pane.module.css'
import { changeTab, closeShell, findShell, shellTabs, wantFocus } from './shell-store.ts'
import type { HeldShell } from './shell-store.ts'
import { ShellNote, ShellStrip } from './shell-strip.tsx'
import { say } from './shell-words.ts'
import { TerminalView } from './terminal-view.tsx'

interface ShellPaneProps {
  readonly tab: ShellTab
  readonly shellId: ShellId
  /** Its place in the tab, from 1. */
  readonly number: number
  readonly onSplit: () => void
}

/** Somebody walking along tabs by arrow keys must not be pulled into a terminal, which takes every key. */
const isOnTab = (): boolean => document.activeElement?.getAttribute('role') === 'tab'

/** Takes the focus when it is asked to, and when its page comes back into sight. */
function useWantedFocus(terminal: KeptTerminal, shellId: ShellId, isFront: boolean): void {
  const isWanted = useStore(shellTabs, (state) => state.wantsFocus === shellId)
  useEffect(() => {
    if (!isWanted) return
    terminal.focus()
    wantFocus(null)
  }, [isWanted, terminal])
  useEffect(() => {
    if (isFront && !isOnTab()) terminal.focus()
    // Only when it appears: later the focus follows the person.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
}

/** The question before several lines are pasted, and how to ask it. */
function usePasteQuestion() {
  const [pending, setPending] = useState<PendingPaste | null>(null)
  const ask = (text: string) =>
    new Promise<boolean>((done) =>
      setPending({
        text,
        answer: (mayPaste) => {
          setPending(null)
          done(mayPaste)
        },
      }),
    )
  return { pending, ask }
}

type OpenPaneProps = ShellPaneProps & { readonly shell: HeldShell; readonly view: ShellView }

function OpenPane({ tab, shellId, number, onSplit, shell: { client, terminal }, view }: OpenPaneProps) {
  const [isFinding, setFinding] = useState(false)
  const paste = usePasteQuestion()
  const count = tab.panes.length
  const isFront = tab.focus === shellId
  useWantedFocus(terminal, shellId, isFront)
  const leaveFind = () => {
    setFinding(false)
    terminal.focus()
  }
  const says = { number, count, shell: view.shell, name: view.deviceName }
  return (
    <section
      className={styles.pane}
      aria-label={count > 1 ? say('pane', says) : say('paneAlone', says)}
      data-pane="shell"
      data-front={count > 1 ? isFront : undefined}
      onFocus={() => changeTab(tab.id, (one) => focusShell(one, shellId))}
    >
      <ShellStrip view={view} closeName={count > 1 ? say('closeOf', says) : say('close')} onFind={() => setFinding(true)} onInterrupt={client.interrupt} onClose={() => closeShell(shellId)} />
      <ShellNote view={view} />
      {isFinding && <FindBar find={terminal.find} onClose={leaveFind} />}
      <TerminalView terminal={terminal} onPaste={paste.ask} onFind={() => setFinding(true)} onSplit={onSplit} />
      {paste.pending && <PasteQuestion pending={paste.pending} view={view} />}
    </section>
  )
}

/** One shell: who and where in a strip of its own, what there is to say, and its terminal. */
export function ShellPane(props: ShellPaneProps) {
  const view = useStore(shellTabs, (state) => state.views[props.shellId])
  const shell = findShell(props.shellId)
  return shell && view ? <OpenPane {...props} shell={shell} view={view} /> : null
}
