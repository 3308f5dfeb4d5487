/** Longest text of a list fact; hosts, users and models are far below it. */
const MAX_TEXT = 2_000

/** The vendor's ways to say "nothing": an empty text and a few fixed sentences. */
const NOTHING = new Set([
  '', '-', 'none', 'n/a', 'error', 'unknown cpu model', 'unknown make/model', 'unknown disk', 'no graphics cards',
  'error getting graphics cards', 'error getting local ips', 'graphics info requires agent v1.4.14', 'unknown',
])

/** The longest of them; longer texts need no look at the list. */
const LONGEST_NOTHING = 36

/** Text as reported, trimmed; null when it says nothing. */
export function meaningful(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = value.trim()
  if (text.length > MAX_TEXT) return `${text.slice(0, MAX_TEXT)}…`
  return text.length <= LONGEST_NOTHING && mayBeNothing(text) && NOTHING.has(text.toLowerCase()) ? null : text
}

/** A word of a list of severities, where `error` is one of them and not a way to say nothing. */
export const severityWord = (value: string | null | undefined): string | null => (value?.trim().toLowerCase() === 'error' ? 'error' : meaningful(value))

/** A quick look at the first letter spares most texts of a page the rest. */
function mayBeNothing(text: string): boolean {
  switch (text[0]) {
    case undefined:
    case '-':
    case 'n':
    case 'N':
    case 'e':
    case 'E':
    case 'u':
    case 'U':
    case 'g':
    case 'G':
      return true
    default:
      return false
  }
}

/** The meaningful texts of a list. */
export function meaningfulList(values: readonly (string | null | undefined)[] | null | undefined): string[] {
  const texts: string[] = []
  for (const value of values ?? []) {
    const text = meaningful(value)
    if (text !== null) texts.push(text)
  }
  return texts
}

/** One text from the distinct meaningful texts of a list; null when there is none. */
export function joined(values: readonly (string | null | undefined)[] | null | undefined): string | null {
  if (values?.length === 1) return meaningful(values[0])
  const texts = [...new Set(meaningfulList(values))]
  return texts.length === 0 ? null : texts.join(', ')
}

/** A whole number, or null. */
export const whole = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)(?:%[\w.-]+)?$/i

/** Addresses from `"192.168.1.5/24, fe80::1"`; prefix lengths are dropped, what is no address too. */
export function parseAddresses(text: string | null | undefined): string[] {
  const addresses: string[] = []
  if (text === null || text === undefined || text === '') return addresses
  for (const part of text.split(',')) {
    const slash = part.indexOf('/')
    const address = (slash === -1 ? part : part.slice(0, slash)).trim()
    if (ADDRESS.test(address)) addresses.push(address)
  }
  return addresses
}

/** One address, or null for anything else, such as the word `error`. */
export const parseAddress = (text: string | null | undefined): string | null =>
  text !== null && text !== undefined && ADDRESS.test(text) ? text : null

/** True when make and model are those of a virtual machine; null when they are unknown. */
export const looksVirtual = (model: string | null): boolean | null => (model === null ? null : VIRTUAL.test(model))
const VIRTUAL = /vmware|virtualbox|qemu|\bkvm\b|bochs|hyper-v|virtual machine|\bxen\b|parallels|proxmox|openstack|amazon ec2|google compute|nutanix|\bvirtual\b/i
