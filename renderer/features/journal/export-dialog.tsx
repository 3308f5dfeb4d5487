import { useState } from 'react'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readDay } from './day-period.ts'
import { say } from './journal-words.ts'
import styles from './keep-actions.module.css'

type Format = 'csv' | 'jsonl'

function useExport() {
  const api = useApi()
  const [format, setFormat] = useState<Format>('csv')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [saved, setSaved] = useState<{ readonly path: string; readonly records: number } | null>(null)
  const save = useCommand(api.journal.saveExport)
  const [first, last] = [readDay(from, 'first'), readDay(to, 'last')]
  const start = async () => setSaved((await save.run({ format, ...(typeof first === 'number' && { from: first }), ...(typeof last === 'number' && { to: last }) })) ?? null)
  return { format, setFormat, from, setFrom, to, setTo, isFromWrong: first === undefined, isToWrong: last === undefined, saved, save, start }
}

/** A period of the journal as a signed file in the folder for downloads. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { format, setFormat, from, setFrom, to, setTo, isFromWrong, isToWrong, saved, save, start } = useExport()
  const wrong = isFromWrong || isToWrong ? say('wrongDay') : null
  const actions = (
    <>
      <Button onClick={onClose}>{say(saved ? 'close' : 'cancel')}</Button>
      <Button tone="primary" isBusy={save.isRunning} disabledReason={wrong} onClick={() => void start()}>
        {say('export')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('exportTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{say('exportWhy')}</p>
      <SelectField
        label={say('format')}
        value={format}
        options={[
          { value: 'csv', label: say('formatCsv') },
          { value: 'jsonl', label: say('formatJson') },
        ]}
        onChange={setFormat}
      />
      <TextField label={say('from')} value={from} onChange={setFrom} error={isFromWrong && say('wrongDay')} maxLength={10} autoFocus />
      <TextField label={say('to')} value={to} onChange={setTo} says={say('periodWhy')} error={isToWrong && say('wrongDay')} maxLength={10} />
      {saved && (
        <p role="status" className={styles.done}>
          <Status shape="done">{say('exported', { count: saved.records, path: saved.path })}</Status>
        </p>
      )}
      {save.error && <ErrorPanel error={save.error} />}
    </Dialog>
  )
}
