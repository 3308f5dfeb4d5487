/** What the values of a field mean and which comparisons make sense. */
export type FieldKind = 'text' | 'os' | 'words' | 'number' | 'instant' | 'duration' | 'yes-no' | 'ip' | 'version' | 'software'

export interface FilterField {
  readonly name: string
  readonly kind: FieldKind
  /** Answered by the store, not by the list in memory. */
  readonly isDeep: boolean
  /** The only values of a `words` field. */
  readonly words: readonly string[]
  /** What the field is about, for completion and help. */
  readonly says: string
}

const list = (name: string, kind: FieldKind, says: string, words: readonly string[] = []): FilterField => ({ name, kind, says, words, isDeep: false })
const deep = (name: string, kind: FieldKind, says: string): FilterField => ({ name, kind, says, words: [], isDeep: true })

/** Every field of the grammar. A custom field is `cf.` and its name; it is looked up by `findField` and not listed here. */
export const filterFields: readonly FilterField[] = [
  list('name', 'text', 'Name of the device'),
  list('client', 'text', 'Client'),
  list('site', 'text', 'Site of the client'),
  list('type', 'words', 'Kind of device', ['server', 'workstation', 'network', 'other']),
  list('os', 'os', 'Operating system; win11 and srv2022 are understood'),
  list('build', 'version', 'Build of the operating system'),
  list('status', 'words', 'Reachability', ['online', 'late', 'offline', 'unknown', 'inactive']),
  list('seen', 'instant', 'Time since the last contact, or a date'),
  list('user', 'text', 'Logged-in or last user'),
  deep('ip', 'ip', 'Address of the device or of one of its adapters, range or network'),
  deep('mac', 'text', 'Hardware address, however it is written'),
  deep('adapter', 'text', 'Network adapter, by name or description'),
  list('serial', 'text', 'Serial number'),
  list('model', 'text', 'Make and model'),
  deep('tag', 'text', 'Tag'),
  deep('group', 'text', 'Group'),
  list('account', 'text', 'Account the device comes from'),
  list('vendor', 'words', 'RMM system', ['tactical-rmm', 'ninjaone', 'datto-rmm', 'connectwise-automate']),
  list('managed', 'yes-no', 'Still reported by the vendor'),
  list('checks', 'number', 'Failing checks'),
  deep('alerts', 'number', 'Open alerts'),
  list('patches', 'number', 'Pending updates; a vendor that only says whether there are any counts as one'),
  deep('kb', 'text', 'Windows update by number'),
  list('reboot', 'yes-no', 'Needs a reboot'),
  deep('free', 'number', 'Free space of the fullest volume'),
  deep('disk', 'number', 'Size of the disks'),
  deep('ram', 'number', 'Memory'),
  list('cpu', 'text', 'Processor model'),
  deep('sw', 'software', 'Installed program, with a version after it'),
  deep('svc', 'text', 'Service'),
  deep('stage', 'text', 'Stage in the life cycle'),
  deep('health', 'text', 'Health'),
  deep('grade', 'text', 'Grade'),
  deep('warranty', 'instant', 'Warranty end'),
  deep('age_years', 'number', 'Age in years'),
  list('maint', 'yes-no', 'In maintenance'),
  list('queued', 'number', 'Actions waiting at the vendor'),
  deep('note', 'text', 'Text of the notes'),
  list('age', 'duration', 'Age of the fact before it, or of the whole row'),
]

const byName = new Map(filterFields.map((field) => [field.name, field]))

/** The prefix of custom fields. */
export const customPrefix = 'cf.'

/** Looks a field up by name, without regard to case; undefined when the grammar does not know it. */
export function findField(name: string): FilterField | undefined {
  const folded = name.toLowerCase()
  if (folded.startsWith(customPrefix) && name.length > customPrefix.length) {
    return list(customPrefix + name.slice(customPrefix.length), 'text', 'Custom field')
  }
  return byName.get(folded)
}
