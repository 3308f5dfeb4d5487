import { useState } from 'react'
import { useStore } from 'zustand'
import type { DeviceView } from '#shared/contract/device.ts'
import type { ShellId } from '#shared/model/ids.ts'
import { shellWords } from '#shared/model/shell.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { useApi } from '../../api/client.ts'
import { IconButton } from '../../ui/button.tsx'
import { AddIcon } from '../../ui/icons.ts'
import { TabStrip } from '../../ui/tab-strip.tsx'
import { OpenShellForm } from './open-shell-form.tsx'
import { PasteQuestion } from './paste-question.tsx'
import type { PendingPaste } from './paste-question.tsx'
import { createShellClient } from './shell-client.ts'
import { bringToFront, dropShell, findClient, keepShell, shellTabs } from './shell-store.ts'
import { ShellNote, ShellStrip } from './shell-strip.tsx'
import styles from './shell-tab.module.css'
import { say } from './shell-words.ts'
import { TerminalView } from './terminal-view.tsx'

interface ShellTabProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

const bell = () => document.querySelector('[data-terminal]')?.animate?.([{ opacity: 0.6 }, { opacity: 1 }], { duration: 80 })

/** Shells of one device: as many as you like, each ended at the other end when it is closed here. */
export function ShellTab({ view, isReadOnly, isOffline }: ShellTabProps) {
  const api = useApi()
  const deviceId = view.device.id
  const all = useStore(shellTabs, (state) => state.views)
  const frontId = useStore(shellTabs, (state) => state.front[deviceId])
  const [isNew, setNew] = useState(false)
  const mine = all.filter((one) => one.deviceId === deviceId)
  const front = isNew ? undefined : (mine.find((one) => one.id === frontId) ?? mine.at(-1))
  const onOpened = (opened: ShellView) => {
    keepShell(createShellClient(api, opened, bell))
    setNew(false)
  }
  return (
    <div className={styles.page}>
      {mine.length > 0 && (
        <div className={styles.tabs}>
          <TabStrip
            name={say('tabs')}
            panelId="shell-panel"
            active={front?.id ?? ''}
            tabs={mine.map((one, index) => ({ id: one.id, title: `${one.shell} ${index + 1} · ${shellWords[one.state]}` }))}
            onSelect={(id) => {
              setNew(false)
              bringToFront(deviceId, id as ShellId)
            }}
          />
          <IconButton name={say('newTab')} icon={AddIcon} onClick={() => setNew(true)} />
        </div>
      )}
      {front ? <OpenShell key={front.id} shell={front} /> : <OpenShellForm view={view} isReadOnly={isReadOnly} isOffline={isOffline} onOpened={onOpened} />}
    </div>
  )
}

function OpenShell({ shell }: { readonly shell: ShellView }) {
  const [pending, setPending] = useState<PendingPaste | null>(null)
  const client = findClient(shell.id)
  if (!client) return null
  const askPaste = (text: string) =>
    new Promise<boolean>((done) =>
      setPending({
        text,
        answer: (mayPaste) => {
          setPending(null)
          done(mayPaste)
        },
      }),
    )
  return (
    <div className={styles.panel} id="shell-panel" role="tabpanel">
      <ShellStrip view={shell} onInterrupt={client.interrupt} onClose={() => dropShell(shell.id)} />
      <ShellNote view={shell} />
      <TerminalView client={client} onPaste={askPaste} />
      {pending && <PasteQuestion pending={pending} view={shell} />}
    </div>
  )
}
