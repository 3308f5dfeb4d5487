import type { HardwareSection } from '#shared/model/section.ts'
import { parseInstant } from '../toolkit/parse-instant.ts'
import { toPhysicalDisks } from './physical-disks.ts'
import { saysNothing } from './readable-items.ts'
import type { TacticalDetail } from './schema.ts'
import { looksVirtual, meaningful, meaningfulList, whole } from './wire-words.ts'
import { flatTexts, isFlatWmi, wmiFlag, wmiObjects, wmiPositive, wmiText } from './wmi.ts'

const GIB = 1024 ** 3

/** Maps `wmi_detail` and its neighbours to what the device is made of. Null where the server does not say, and when it says nothing. */
export function toHardware(detail: TacticalDetail): HardwareSection | null {
  const processors = toProcessors(detail)
  const modules = toModules(detail)
  const hardware: HardwareSection = {
    ...toIdentity(detail),
    processors,
    cores: sum(processors.map((processor) => processor.cores)),
    logicalCores: sum(processors.map((processor) => processor.logicalCores)),
    memoryTotal: toMemoryTotal(detail, modules),
    memoryModules: modules,
    disks: toPhysicalDisks(detail),
    graphics: toGraphics(detail),
    ...toFirmware(detail),
    ...toSystem(detail),
  }
  return saysNothing(hardware) ? null : hardware
}

function toIdentity({ wmi_detail: wmi, make_model: makeModel }: TacticalDetail) {
  const [computer] = wmiObjects(wmi, 'comp_sys')
  const [product] = wmiObjects(wmi, 'comp_sys_prod')
  const [bios] = wmiObjects(wmi, 'bios')
  const whole = meaningful(makeModel)
  const model = wmiText(computer, 'Model') ?? wmiText(product, 'Name') ?? whole
  const manufacturer = wmiText(computer, 'Manufacturer') ?? wmiText(product, 'Vendor')
  return {
    manufacturer,
    model,
    serial: meaningful(wmiText(bios, 'SerialNumber') ?? wmiText(product, 'IdentifyingNumber') ?? flatTexts(wmi, 'serialnumber')[0]),
    systemUuid: wmiText(product, 'UUID'),
    isVirtual: looksVirtual(model === null ? null : [manufacturer, model].filter(Boolean).join(' ')),
  }
}

/** `"…, 12C/24T"` at the end of a processor's text: cores and threads, the only place Linux and macOS may have them. */
const CORES_AT_END = /,?\s*(\d+)C\/(\d+)T\s*$/

function toProcessors({ wmi_detail: wmi, cpu_model: texts }: TacticalDetail): HardwareSection['processors'] {
  const sockets = wmiObjects(wmi, 'cpu')
  if (sockets.length === 0) {
    // The summary line carries the number of cores where there is one; the flat form never does.
    const summaries = meaningfulList(texts)
    const names = isFlatWmi(wmi) && !summaries.some((text) => CORES_AT_END.test(text)) ? flatTexts(wmi, 'cpus') : summaries
    return names.map((name) => {
      const cores = CORES_AT_END.exec(name)
      return { model: name.replace(CORES_AT_END, ''), socket: null, cores: cores ? Number(cores[1]) : null, logicalCores: cores ? Number(cores[2]) : null, maxMhz: null }
    })
  }
  return sockets.map((socket) => ({
    model: wmiText(socket, 'Name'),
    socket: wmiText(socket, 'SocketDesignation'),
    cores: wmiPositive(socket, 'NumberOfCores'),
    logicalCores: wmiPositive(socket, 'NumberOfLogicalProcessors'),
    maxMhz: wmiPositive(socket, 'MaxClockSpeed'),
  }))
}

const toModules = ({ wmi_detail: wmi }: TacticalDetail): HardwareSection['memoryModules'] =>
  wmiObjects(wmi, 'mem').map((module) => ({
    slot: wmiText(module, 'DeviceLocator'),
    bytes: wmiPositive(module, 'Capacity'),
    mhz: wmiPositive(module, 'ConfiguredClockSpeed') ?? wmiPositive(module, 'Speed'),
    manufacturer: wmiText(module, 'Manufacturer'),
    partNumber: wmiText(module, 'PartNumber'),
  }))

/** The modules are exact; the system's figure lacks what firmware took; `total_ram` is rounded up to whole gigabytes. */
function toMemoryTotal(detail: TacticalDetail, modules: HardwareSection['memoryModules']): number | null {
  const [computer] = wmiObjects(detail.wmi_detail, 'comp_sys')
  const rounded = detail.total_ram ?? 0
  return sum(modules.map((module) => module.bytes)) ?? wmiPositive(computer, 'TotalPhysicalMemory') ?? (rounded > 0 ? whole(rounded * GIB) : null)
}

function toGraphics({ wmi_detail: wmi, graphics }: TacticalDetail): HardwareSection['graphics'] {
  const cards = wmiObjects(wmi, 'graphics')
  if (cards.length > 0) return cards.map((card) => ({ name: wmiText(card, 'Name'), driverVersion: wmiText(card, 'DriverVersion'), bytes: wmiPositive(card, 'AdapterRAM') }))
  const names = isFlatWmi(wmi) ? flatTexts(wmi, 'gpus') : (meaningful(graphics)?.split(', ') ?? [])
  return names.map((name) => ({ name, driverVersion: null, bytes: null }))
}

function toFirmware({ wmi_detail: wmi }: TacticalDetail) {
  const [bios] = wmiObjects(wmi, 'bios')
  const [board] = wmiObjects(wmi, 'base_board')
  return {
    biosVersion: wmiText(bios, 'SMBIOSBIOSVersion'),
    biosDate: parseInstant(bios?.['ReleaseDate']),
    board: [wmiText(board, 'Manufacturer'), wmiText(board, 'Product')].filter(Boolean).join(' ') || null,
  }
}

function toSystem({ wmi_detail: wmi, operating_system: summary }: TacticalDetail) {
  const [system] = wmiObjects(wmi, 'os')
  const [computer] = wmiObjects(wmi, 'comp_sys')
  return {
    osName: wmiText(system, 'Caption') ?? meaningful(summary),
    osVersion: wmiText(system, 'Version'),
    osInstalledAt: parseInstant(system?.['InstallDate']),
    domain: wmiFlag(computer, 'PartOfDomain') === false ? wmiText(computer, 'Workgroup') : wmiText(computer, 'Domain'),
  }
}

/** The sum when every part is known and there is at least one, else null: half a sum would be a wrong number. */
function sum(parts: readonly (number | null)[]): number | null {
  let total = 0
  for (const part of parts) {
    if (part === null) return null
    total += part
  }
  return parts.length === 0 ? null : whole(total)
}
