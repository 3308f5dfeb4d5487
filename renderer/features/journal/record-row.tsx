import { useState } from 'react'
import type { JournalRecord } from '#shared/model/journal.ts'
import { operationWords } from '#shared/model/operation.ts'
import type { OperationState } from '#shared/model/operation.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { actionWords } from './action-words.ts'
import { say } from './journal-words.ts'
import styles from './record-row.module.css'

const phaseWords: Readonly<Record<JournalRecord['phase'], string>> = {
  open: say('open'),
  intent: say('intent'),
  result: say('resultPhase'),
  note: say('note'),
  checkpoint: say('checkpoint'),
  erase: say('erase'),
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** The end state inside a result record, in the words of the interface. */
function resultOf(record: JournalRecord): string {
  const result = record['result']
  const state = isObject(result) ? result['state'] : undefined
  if (typeof state !== 'string') return ''
  return operationWords[state.replaceAll('_', '-') as OperationState] ?? state
}

/** What a person wants to see first of the parameters: the command, or the switch. */
function paramsOf(record: JournalRecord): string {
  const params = record['params']
  if (!isObject(params)) return ''
  const command = params['command']
  return typeof command === 'string' ? command : Object.entries(params).map(([name, value]) => `${name} ${String(value)}`).join(', ')
}

/** One record: what, which phase, with what, when; the record itself on request. */
export function RecordRow({ record }: { readonly record: JournalRecord }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={styles.row}>
      <button type="button" className={styles.head} aria-expanded={isOpen} onClick={() => setOpen((before) => !before)}>
        <span className={styles.seq}>{record.seq}</span>
        <span className={styles.action}>{actionWords(record.action)}</span>
        <span className={styles.phase}>{phaseWords[record.phase]}</span>
        <code className={styles.params}>{paramsOf(record)}</code>
        <span className={styles.result}>{resultOf(record)}</span>
        <AgeText at={Date.parse(record.at)} />
      </button>
      {isOpen && <pre className={styles.raw}>{JSON.stringify(record, null, 2)}</pre>}
    </li>
  )
}
