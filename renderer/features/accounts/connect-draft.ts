import type { InputOf } from '#shared/contract/contract.ts'
import type { VendorId } from '#shared/model/vendor.ts'

/** What somebody typed into the connect form. Secrets live here only until they are sent. */
export interface ConnectDraft {
  readonly name: string
  readonly apiUrl: string
  readonly apiKey: string
  readonly user: string
  readonly password: string
  readonly code: string
  readonly certificatePin: string | null
}

export const emptyDraft: ConnectDraft = { name: '', apiUrl: '', apiKey: '', user: '', password: '', code: '', certificatePin: null }

const filled = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

/** Why the form cannot be sent yet; null when it can. */
export function whyIncomplete(draft: ConnectDraft): 'needAddress' | 'needKey' | null {
  if (draft.apiUrl.trim() === '') return 'needAddress'
  return draft.apiKey === '' && (draft.user === '' || draft.password === '') ? 'needKey' : null
}

/** The host of the address, as the name of an account somebody did not name. */
export function nameFrom(draft: ConnectDraft): string {
  const typed = draft.name.trim()
  if (typed !== '') return typed
  const withScheme = /^[a-z]+:\/\//i.test(draft.apiUrl) ? draft.apiUrl : `https://${draft.apiUrl}`
  return (URL.canParse(withScheme.trim()) ? new URL(withScheme.trim()).host : draft.apiUrl.trim()).slice(0, 100)
}

/** With a key the check needs no sign-in, so a one-time code is not used up by it. */
export function toProbe(draft: ConnectDraft, vendor: VendorId): InputOf<'accounts.probe'> {
  const { apiKey, user, password, code } = draft
  return { vendor, apiUrl: draft.apiUrl, certificatePin: draft.certificatePin, secrets: apiKey === '' ? filled({ user, password, code }) : { apiKey } }
}

export function toAdd(draft: ConnectDraft, vendor: VendorId): InputOf<'accounts.add'> {
  const { apiKey, user, password, code } = draft
  return { vendor, name: nameFrom(draft), apiUrl: draft.apiUrl, certificatePin: draft.certificatePin, secrets: filled({ apiKey, user, password, code }) }
}

/** The draft without anything secret. */
export const withoutSecrets = (draft: ConnectDraft): ConnectDraft => ({ ...draft, apiKey: '', password: '', code: '' })
