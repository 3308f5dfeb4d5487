import type { Settings } from '#core/ports.ts'
import type { LogLevel } from './file-log.ts'
import { readVariables, type EffectiveSetting, type Variables } from './environment-variables.ts'

/** What the environment says, parsed. */
export interface Environment {
  readonly settings: Settings
  readonly logLevel: LogLevel
  /** Every known setting with its value and where it comes from, for diagnostics. Holds no secret. */
  readonly effective: readonly EffectiveSetting[]
  /** Sentences about values that were accepted and do less than one may think. */
  readonly warnings: readonly string[]
}

const bodiesNeedDebug = 'OUTRIDER_LOG_BODIES is on, and bodies are written at level debug only: set OUTRIDER_LOG_LEVEL to debug too.'

/** Reads the environment (D26). Throws `input.invalid` naming the variable when a value makes no sense. */
export function readEnvironment(variables: Variables): Environment {
  const { values, effective, warnings } = readVariables(variables)
  return {
    settings: {
      syncBatchSize: values.OUTRIDER_SYNC_BATCH_SIZE,
      apiTimeoutMs: values.OUTRIDER_API_TIMEOUT * 1_000,
      retryAttempts: values.OUTRIDER_RETRY_ATTEMPTS,
      readOnly: values.OUTRIDER_READ_ONLY,
      logBodies: values.OUTRIDER_LOG_BODIES,
    },
    logLevel: values.OUTRIDER_LOG_LEVEL,
    effective,
    warnings: values.OUTRIDER_LOG_BODIES && values.OUTRIDER_LOG_LEVEL !== 'debug' ? [...warnings, bodiesNeedDebug] : warnings,
  }
}

/**
 * The passphrase for unattended use, removed from the environment.
 * SECURITY: taken, not read, so that no child process inherits it.
 */
export function takePassphrase(variables: Record<string, string | undefined>): string | undefined {
  const passphrase = variables['OUTRIDER_PASSPHRASE']
  delete variables['OUTRIDER_PASSPHRASE']
  return passphrase === '' ? undefined : passphrase
}
