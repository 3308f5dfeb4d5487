import { useState } from 'react'
import { TabStrip } from '../../ui/tab-strip.tsx'
import { ConsoleFacts } from './console-facts.tsx'
import styles from './diagnostics-page.module.css'
import { say } from './diagnostics-words.ts'
import { PipelineList } from './pipeline-list.tsx'

const parts = [
  { id: 'devices', title: say('devices'), Part: PipelineList },
  { id: 'console', title: say('console'), Part: ConsoleFacts },
] as const

/** How the last data came in, and what is in use: for finding out what went wrong. Asks no server. */
export function DiagnosticsPage() {
  const [active, setActive] = useState<string>('devices')
  const { Part } = parts.find((one) => one.id === active) ?? parts[0]
  return (
    <div className={styles.page}>
      <TabStrip name={say('parts')} tabs={parts} active={active} onSelect={setActive} panelId="diagnostics-panel" />
      <div id="diagnostics-panel" className={styles.panel} role="tabpanel" aria-label={say(active === 'console' ? 'console' : 'devices')}>
        <Part />
      </div>
    </div>
  )
}
