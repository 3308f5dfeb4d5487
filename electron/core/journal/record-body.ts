import type { JournalIntent, JournalNote, JournalResult, JournalTarget } from '../context.ts'
import type { Crypto } from '../ports.ts'
import type { Redactor } from '../redact/redactor.ts'
import { canonical } from './canonical.ts'
import type { ChainHead, RecordBody } from './chain.ts'
import { maskedParams, plainParams } from './masked-params.ts'
import type { SigningKey } from './signing-key.ts'

/** What of an intent its result repeats, so that either can be read alone. */
export interface IntentReference {
  readonly seq: number
  readonly action: string
  readonly op?: string | undefined
  readonly trace?: string | undefined
  readonly account?: string | undefined
  readonly vendor?: string | undefined
}

/** What the builders need besides their subject. */
export interface BodyTools {
  readonly crypto: Pick<Crypto, 'sha256'>
  readonly redactor: Redactor
  /** Commits a personal text; answers what the record holds instead. */
  readonly commit: (value: string) => string
  readonly osUser: string
}

type Loose = Readonly<Record<string, unknown>>

/** Absent fields are left out of a record, never null. */
const present = (fields: Loose): Loose => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
const body = (phase: RecordBody['phase'], action: string, fields: Loose): RecordBody => ({ phase, action, ...present(fields) })
const operatorOf = (tools: BodyTools): Loose => ({ os_user: tools.commit(tools.osUser) })
const targetBody = (target: JournalTarget, tools: BodyTools): Loose => ({ device: target.deviceId, remote: target.remoteId, shown: tools.commit(target.shown) })
const moment = (at: number | null | undefined): string | undefined => (typeof at === 'number' ? new Date(at).toISOString() : undefined)

/** First record of every start: who writes, with which version and key. `missed` is the known place the chain no longer has. */
export function openBody(
  facts: { readonly host: string; readonly version: string; readonly keeps: 'vault' | 'session'; readonly key: SigningKey | null; readonly previousKey: string | null; readonly missed: ChainHead | null },
): RecordBody {
  const { host, version, keeps, key, previousKey, missed } = facts
  const known = key === null ? {} : { key: key.fingerprint, public_key: key.publicKey, key_kept: keeps }
  const replaced = key !== null && previousKey !== null && previousKey !== key.fingerprint ? { previous_key: previousKey } : {}
  return body('open', 'journal.open', { host, app: { version }, ...known, ...replaced, anchor_missed: missed })
}

/** Before something is sent. */
export function intentBody(intent: JournalIntent, tools: BodyTools): RecordBody {
  const targets = intent.targets.map((target) => targetBody(target, tools))
  return body('intent', intent.action, {
    op: intent.operationId,
    trace: intent.traceId,
    operator: operatorOf(tools),
    account: intent.accountId,
    vendor: intent.vendor,
    class: intent.class,
    tier: intent.tier,
    targets,
    target_count: targets.length,
    params: maskedParams(intent.params, tools.redactor),
    params_hash: tools.crypto.sha256(canonical(plainParams(intent.params))),
    request: intent.request === null ? null : { method: intent.request.method, path: tools.redactor.redact(intent.request.path) },
  })
}

/** After it ended, however it ended. `sentAt` is when bytes left, null when none did. */
export function resultBody(of: IntentReference, result: JournalResult, sentAt: number | null): RecordBody {
  const { output } = result
  const { action, seq, ...shared } = of
  return body('result', action, {
    ...shared,
    ref: seq,
    request: sentAt === null ? null : { sent_at: moment(sentAt) },
    result: present({
      state: result.state,
      http_class: result.httpClass,
      refused: result.refusedBy,
      exit_code: result.exitCode,
      duration_ms: Math.max(0, Math.round(result.durationMs)),
      ...(output === null ? {} : { output_bytes: output.bytes, output_hash: output.hash, truncated: output.isTruncated }),
    }),
  })
}

/** Something worth recording that is no remote action. */
export function noteBody(note: JournalNote, tools: BodyTools): RecordBody {
  return body('note', note.action, {
    trace: note.traceId,
    operator: operatorOf(tools),
    account: note.accountId,
    targets: note.target === undefined ? null : [targetBody(note.target, tools)],
    params: maskedParams(note.params, tools.redactor),
  })
}

/** A signed place in the chain: how many records came before, and the hash they end with. */
export const checkpointBody = (head: ChainHead, key: SigningKey, version: string, host: string): RecordBody =>
  body('checkpoint', 'journal.checkpoint', { host, app: { version }, count: head.seq + 1, head: head.hash, key: key.fingerprint, public_key: key.publicKey })
