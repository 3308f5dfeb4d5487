import { useStore } from 'zustand'
import { riskWords, shellRisk, type ShellView } from '#shared/model/shell.ts'
import { clientColorValue } from '../../lib/client-color.ts'
import { formatCount } from '../../lib/format-number.ts'
import { IconButton } from '../../ui/button.tsx'
import { CloseIcon, InterruptIcon, SearchIcon } from '../../ui/icons.ts'
import { ShellStatus } from './shell-state-shape.tsx'
import { isOver, shellTabs } from './shell-store.ts'
import styles from './shell-strip.module.css'
import { say } from './shell-words.ts'

const depthWords = { interactive: say('depthInteractive'), streamed: say('depthStreamed'), buffered: say('depthBuffered') } as const

const kindWords = { server: say('server'), workstation: say('workstation'), network: say('network'), other: say('otherKind') } as const

interface ShellStripProps {
  readonly view: ShellView
  readonly closeName: string
  readonly onFind: () => void
  readonly onInterrupt: () => void
  readonly onClose: () => void
}

/**
 * Who, where and as whom, coloured by risk and saying it in words, above the terminal and made of our own elements: output
 * of the device cannot imitate it (B94).
 */
export function ShellStrip({ view, closeName, onFind, onInterrupt, onClose }: ShellStripProps) {
  const isClosing = useStore(shellTabs, (state) => state.closing.includes(view.id))
  const isEnded = isOver(view.state)
  const risk = shellRisk(view)
  return (
    <div className={styles.strip} style={{ borderInlineStartColor: clientColorValue(view.client) }} data-risk={risk}>
      <strong className={styles.who} title={[view.client, view.deviceName].filter(Boolean).join(' – ')}>
        {view.client && <bdi className={styles.client}>{view.client}</bdi>}
        <bdi className={styles.device}>{view.deviceName}</bdi>
      </strong>
      <span className={styles.shell}>{view.shell}</span>
      <span className={styles.risk}>
        <span className={styles.kind}>{kindWords[view.deviceType]}, </span>
        {say('runAs', { who: view.runAs === 'unknown' ? say('runAsUnknown') : view.runAs })}: {riskWords[risk]}
      </span>
      <span className={styles.depth}>{depthWords[view.depth]}</span>
      <span className={styles.state} role="status">
        <ShellStatus state={view.state} isClosing={isClosing} />
        {view.roundTripMs !== null && !isEnded && <span className={styles.trip}>{say('roundTrip', { ms: formatCount(Math.round(view.roundTripMs)) })}</span>}
      </span>
      <span className={styles.actions}>
        <IconButton name={say('find')} shortcut="Ctrl+Shift+F" icon={SearchIcon} onClick={onFind} />
        {!isEnded && <IconButton name={say('interrupt')} shortcut="Ctrl+C" icon={InterruptIcon} onClick={onInterrupt} />}
        <IconButton name={closeName} icon={CloseIcon} onClick={onClose} />
      </span>
    </div>
  )
}

/** Why the shell is not deeper, stalled, over or cannot be ended; one line under the strip, nothing when there is nothing to say. */
export function ShellNote({ view }: { readonly view: ShellView }) {
  const trouble = useStore(shellTabs, (state) => state.troubles[view.id])
  const says = trouble ?? view.says ?? view.depthReason
  return says ? (
    <p className={styles.note} data-state={trouble ? 'failed' : view.state} role={trouble ? 'alert' : undefined}>
      {says}
    </p>
  ) : null
}
