import type { NetworkSection } from '#shared/model/section.ts'
import { saysNothing } from './readable-items.ts'
import type { TacticalDetail } from './schema.ts'
import { parseAddress, parseAddresses } from './wire-words.ts'
import { flatTexts, wmiFlag, wmiObjects, wmiPositive, wmiText, wmiTexts, wmiWhole, type WmiObject } from './wmi.ts'

type Adapter = NetworkSection['adapters'][number]

/** Windows reports the largest number there is for adapters without a link. */
const NO_LINK_SPEED = Number.MAX_SAFE_INTEGER
const VIRTUAL = /virtual|hyper-v|vmware|virtualbox|\bvpn\b|\btap\b|\btun\b|wireguard|wan miniport|loopback|kernel debug|teredo|isatap|6to4|wi-fi direct|bluetooth/i

/** Maps the two WMI classes, joined; Linux and macOS report addresses only. Null when nothing is told. */
export function toNetwork(detail: TacticalDetail): NetworkSection | null {
  const network: NetworkSection = { adapters: toAdapters(detail), publicIp: parseAddress(detail.public_ip) }
  return saysNothing(network) ? null : network
}

function toAdapters(detail: TacticalDetail): NetworkSection['adapters'] {
  const wmi = detail.wmi_detail
  const settings = wmiObjects(wmi, 'network_config')
  const cards = wmiObjects(wmi, 'network_adapter')
  const adapters = cards.map((card) => toAdapter(card, settings.find((setting) => belongTogether(card, setting)))).filter(isInteresting)
  // Windows reports adapters; when they are missing from an answer, a bare list of addresses must not take their place.
  if (cards.length > 0 || detail.plat === 'windows') return adapters
  const addresses = [...parseAddresses(flatTexts(wmi, 'local_ips').join(',')), ...parseAddresses(detail.local_ips)]
  return addresses.length === 0 ? [] : [addressesOnly([...new Set(addresses)])]
}

/** Joined by index where both have one, else by hardware address and description. */
function belongTogether(card: WmiObject, setting: WmiObject): boolean {
  const [one, other] = [wmiWhole(card, 'Index'), wmiWhole(setting, 'Index')]
  if (one !== null && other !== null) return one === other
  const mac = normaliseMac(wmiText(card, 'MACAddress'))
  return mac !== null && mac === normaliseMac(wmiText(setting, 'MACAddress')) && wmiText(card, 'Name') === wmiText(setting, 'Description')
}

function toAdapter(card: WmiObject, setting: WmiObject | undefined): Adapter {
  const description = wmiText(card, 'Name')
  const addresses = parseAddresses(wmiTexts(setting, 'IPAddress').join(','))
  const bits = wmiPositive(card, 'Speed')
  return {
    name: wmiText(card, 'NetConnectionID') ?? description ?? 'unnamed',
    description,
    mac: normaliseMac(wmiText(card, 'MACAddress') ?? wmiText(setting, 'MACAddress')),
    ipv4: addresses.filter((address) => !address.includes(':')),
    ipv6: addresses.filter((address) => address.includes(':')),
    gateways: parseAddresses(wmiTexts(setting, 'DefaultIPGateway').join(',')),
    dns: parseAddresses(wmiTexts(setting, 'DNSServerSearchOrder').join(',')),
    isDhcp: wmiFlag(setting, 'DHCPEnabled'),
    dhcpServer: parseAddress(wmiText(setting, 'DHCPServer')),
    speedMbps: bits === null || bits >= NO_LINK_SPEED ? null : Math.round(bits / 1_000_000),
    status: statusOf(card, setting),
    isVirtual: wmiFlag(card, 'PhysicalAdapter') === false || VIRTUAL.test(description ?? ''),
  }
}

const CONNECTED = 2
const DISABLED_ERROR = 22

function statusOf(card: WmiObject, setting: WmiObject | undefined): Adapter['status'] {
  if (wmiWhole(card, 'ConfigManagerErrorCode') === DISABLED_ERROR) return 'disabled'
  const connection = wmiWhole(card, 'NetConnectionStatus')
  if (connection !== null) return connection === CONNECTED ? 'connected' : connection === 0 && wmiFlag(card, 'NetEnabled') === false ? 'disabled' : 'disconnected'
  const isEnabled = wmiFlag(card, 'NetEnabled') ?? wmiFlag(setting, 'IPEnabled')
  return isEnabled === null ? 'unknown' : isEnabled ? 'connected' : 'disconnected'
}

/** Windows lists a dozen internal ports; those without any address are left out. */
const isInteresting = (adapter: Adapter): boolean => adapter.mac !== null || adapter.ipv4.length > 0 || adapter.ipv6.length > 0

const addressesOnly = (addresses: readonly string[]): Adapter => ({
  name: 'All adapters',
  description: 'The server reports only the addresses of this system, not its adapters.',
  mac: null,
  ipv4: addresses.filter((address) => !address.includes(':')),
  ipv6: addresses.filter((address) => address.includes(':')),
  gateways: [],
  dns: [],
  isDhcp: null,
  dhcpServer: null,
  speedMbps: null,
  status: 'unknown',
  isVirtual: false,
})

/** Any usual way to write a hardware address becomes `AA:BB:CC:DD:EE:FF`; null for anything else and for all zeros. */
export function normaliseMac(text: string | null): string | null {
  const digits = (text ?? '').replace(/[:.\-\s]/g, '').toUpperCase()
  if (!/^[0-9A-F]{12}$/.test(digits) || /^0+$/.test(digits)) return null
  return digits.match(/../g)?.join(':') ?? null
}
