import { exactForms } from './exact-forms.ts'
import { findSecrets } from './find-secrets.ts'
import { createRedactionStream, type RedactionStream, render } from './redaction-stream.ts'

/** Replaces secrets by `[redacted:<kind>]`. Idempotent: redacted text stays as it is. */
export interface Redactor {
  redact(text: string): string
  stream(): RedactionStream
}

/** A redactor for the named formats and for `secrets`, the values the vault holds now, in every form they may take. */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const forms = exactForms(secrets)
  return {
    redact: (text) => render(text, 0, text.length, findSecrets(text, 0, forms)),
    stream: () => createRedactionStream(forms),
  }
}
