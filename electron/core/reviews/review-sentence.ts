import type { StoredReview } from '../storage/review-repository.ts'

const ruleWords: Readonly<Record<string, string>> = {
  K2: 'The serial number is that of a device you have',
  K3: 'The system id is that of a device you have',
  K4: 'A network card is that of a device you have',
  K5: 'Name, client and system are those of a device you have',
}

const vetoWords: Readonly<Record<string, string>> = {
  'physical against virtual': 'but one is physical and the other virtual',
  'other OS family': 'but the operating system is another one',
  'other client': 'but it belongs to another client',
  'both live in one account': 'but both are alive in one account',
}

const noticeWords: Readonly<Record<string, string>> = {
  'board or device changed': 'The serial number changed: a new board, or another machine under the old entry.',
  'client changed': 'It moved to another client.',
  're-imaged': 'Its operating system is of another family now.',
  'thin identity': 'It reports nothing it could be recognised by; installed again it will be a new device.',
  'serial or system id is shared by different devices': 'Its serial number or system id is shared by several devices and is not used to recognise them.',
}

/** Why a question is asked, as a sentence. */
export function reviewSentence({ kind, subject, candidates }: StoredReview): string {
  if (kind === 'hold') return 'An unknown device is in the list of the server, and new devices are not let in by themselves.'
  if (kind === 'notice') return noticeWords[subject] ?? subject
  const [rule = '', veto] = subject.split(', but ')
  const basis = ruleWords[rule] ?? 'It looks like a device you have'
  if (veto !== undefined) return `${basis}, ${vetoWords[veto] ?? `but ${veto}`}.`
  return candidates.length > 1 ? `${basis}, and there are ${candidates.length} of them.` : `${basis}; that alone does not prove it is the same.`
}
