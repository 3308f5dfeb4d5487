import type { ProbeReport, ProbeStep } from '#shared/model/account.ts'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './accounts-words.ts'
import styles from './probe-steps.module.css'

const shapes: Readonly<Record<ProbeStep['verdict'], Shape>> = { ok: 'online', warning: 'warning', failed: 'failing', skipped: 'inactive' }

const Step = ({ step }: { readonly step: ProbeStep }) => (
  <li className={styles.step} data-verdict={step.verdict}>
    <span className={styles.verdict}>
      <Status shape={shapes[step.verdict]}>{say(step.verdict)}</Status>
    </span>
    <span className={styles.name}>{say(`${step.step}_step`)}</span>
    <div>
      <p>{step.says}</p>
      {step.fix && <p className={styles.fix}>{step.fix}</p>}
    </div>
  </li>
)

/** Groups of two characters, so that two people can read it to each other. */
const spaced = (fingerprint: string): string => (fingerprint.includes(':') ? fingerprint : (fingerprint.match(/.{1,2}/g) ?? []).join(':')).toUpperCase()

/** A certificate nobody signed: its fingerprint, and the offer to accept exactly this one. */
const Certificate = ({ fingerprint, known, onPin }: { readonly fingerprint: string; readonly known: string | null; readonly onPin: () => void }) => (
  <section className={styles.certificate} aria-label={say('fingerprint')}>
    <h3>{say('untrusted')}</h3>
    <p>{say(known === null ? 'untrustedWhy' : 'pinChanged')}</p>
    {known !== null && (
      <>
        <p className={styles.quiet}>{say('pinnedBefore')}</p>
        <code className={styles.print}>{spaced(known)}</code>
      </>
    )}
    <p className={styles.quiet}>{say(known === null ? 'fingerprint' : 'pinNew')}</p>
    <code className={styles.print}>{spaced(fingerprint)}</code>
    <Button onClick={onPin}>{say('pin')}</Button>
  </section>
)

interface ProbeStepsProps {
  readonly report: ProbeReport
  /** Offers to pin an untrusted certificate; left out where a pin cannot be changed. */
  readonly onPin?: (fingerprint: string) => void
  /** The certificate that was accepted before, shown beside the new one. */
  readonly known?: string | null
}

/** The result of a connection test: each step in words, with its verdict and what to do about it. */
export const ProbeSteps = ({ report, onPin, known = null }: ProbeStepsProps) => (
  <div>
    <p className={styles.verdictLine} role="status">
      {say(report.isUsable ? 'usable' : 'unusable')}
    </p>
    <ol className={styles.steps}>
      {report.steps.map((step) => (
        <Step key={step.step} step={step} />
      ))}
    </ol>
    {report.untrustedFingerprint !== null && onPin && <Certificate fingerprint={report.untrustedFingerprint} known={known} onPin={() => onPin(report.untrustedFingerprint ?? '')} />}
  </div>
)
