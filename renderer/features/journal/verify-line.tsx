import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { useState } from 'react'
import type { VerifyReport } from '#shared/model/journal.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { say } from './journal-words.ts'
import styles from './verify-line.module.css'
import type { z } from 'zod'

type Report = z.infer<typeof VerifyReport>

/** Walks the chain on request and says what holds. */
export function VerifyLine() {
  const api = useApi()
  const [report, setReport] = useState<Report | null>(null)
  const verify = useCommand(() => api.journal.verify({}))
  const start = () => void verify.run(undefined).then((found) => found && setReport(found))
  return (
    <div className={styles.line}>
      <Button onClick={start} isBusy={verify.isRunning}>
        {say('verify')}
      </Button>
      {report && (
        <span role="status" className={styles.says}>
          <Status shape={report.isIntact ? 'done' : 'failing'}>{report.says}</Status>
        </span>
      )}
      {verify.error && <ErrorPanel error={verify.error} />}
    </div>
  )
}
