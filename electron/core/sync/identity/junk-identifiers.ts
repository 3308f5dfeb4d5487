/** Texts that makers leave where an identifier should be (upper case, blanks collapsed). */
export const junkSerials: ReadonlySet<string> = new Set([
  '0123456789', '123456789', 'TO BE FILLED BY O.E.M.', 'TO BE FILLED BY O.E.M', 'DEFAULT STRING', 'SYSTEM SERIAL NUMBER', 'CHASSIS SERIAL NUMBER',
  'NONE', 'N/A', 'NA', 'NOT SPECIFIED', 'NOT APPLICABLE', 'INVALID', 'EMPTY', 'UNKNOWN', 'OEM', 'XXXXXXXX',
])

export const junkModels: ReadonlySet<string> = new Set(['SYSTEM PRODUCT NAME', 'TO BE FILLED BY O.E.M.', 'TO BE FILLED BY O.E.M', 'DEFAULT STRING'])

export const junkUuids: ReadonlySet<string> = new Set(['03000200-0400-0500-0006-000700080009', '00020003-0004-0005-0006-000700080009'])

export const junkHostNames: ReadonlySet<string> = new Set(['localhost', 'desktop', 'windows'])

/**
 * Beginnings of MACs that do not name a device: adapters of hypervisors and VPN clients, docks and USB adapters that
 * wander between laptops. Upper-case colon form. From the public list of vendor blocks (IEEE OUI).
 */
export const sharedMacPrefixes: readonly string[] = [
  // Hypervisors: VMware, Hyper-V, VirtualBox, Xen, Parallels.
  '00:50:56', '00:0C:29', '00:05:69', '00:1C:14', '00:15:5D', '08:00:27', '00:16:3E', '00:1C:42',
  // VPN: TAP driver, Cisco AnyConnect, FortiClient.
  '00:FF', '00:05:9A', '00:09:0F:FE',
  // Docks and USB adapters: Realtek USB, Good Way, Action Star, Plugable, BizLink, CalDigit, Luxshare, CE Link, Speed Dragon.
  '00:E0:4C', '00:50:B6', '00:24:9B', '8C:AE:4C', '9C:EB:E8', '64:4B:F0', '3C:18:A0', 'A0:CE:C8', '00:13:3B',
]
