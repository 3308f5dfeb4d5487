/** Keys every Windows device has: nested names, values as `@name`. */
export interface RegistryNode {
  readonly [name: string]: RegistryNode | RegistryValue
}

export interface RegistryValue {
  readonly type: 'REG_SZ' | 'REG_EXPAND_SZ' | 'REG_MULTI_SZ' | 'REG_DWORD' | 'REG_QWORD' | 'REG_BINARY'
  readonly data: unknown
}

const text = (data: string): RegistryValue => ({ type: 'REG_SZ', data })
const number = (data: number): RegistryValue => ({ type: 'REG_DWORD', data: `0x${data.toString(16).padStart(8, '0')} (${data})` })

const software: RegistryNode = {
  '7-Zip': { '@Path': text('C:\\Program Files\\7-Zip\\') }, Adobe: { 'Acrobat Reader': { DC: {} } }, Classes: { '.txt': {}, CLSID: {} }, Clients: {},
  Google: { Chrome: { BLBeacon: { '@version': text('121.0.6167') } }, Update: {} }, Intel: {},
  Microsoft: {
    Cryptography: { '@MachineGuid': text('7b1f1c3e-1f0a-4a58-9a7b-3f1d2c4b5a69') }, Office: { '16.0': {}, ClickToRun: {} },
    Windows: {
      CurrentVersion: {
        '@ProgramFilesDir': text('C:\\Program Files'), '@DevicePath': { type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\inf' }, Explorer: {}, Policies: { System: { '@EnableLUA': number(1) } },
        Run: { '@SecurityHealth': { type: 'REG_EXPAND_SZ', data: '%windir%\\system32\\SecurityHealthSystray.exe' } }, RunOnce: {}, Uninstall: {}, WindowsUpdate: { 'Auto Update': { '@AUOptions': number(4) } },
      },
    },
    'Windows NT': { CurrentVersion: { '@ProductName': text('Windows 10 Pro'), '@CurrentBuild': text('19045'), '@UBR': number(5131), '@InstallDate': number(1700000000), Winlogon: { '@Shell': text('explorer.exe') } } },
  },
  Mozilla: {}, ODBC: {}, Policies: { Microsoft: { Windows: {} } }, TacticalRMM: { '@BaseURL': text('https://api.example.com'), '@AgentPK': text('1') }, WOW6432Node: { Microsoft: {} },
}

const services: RegistryNode = {
  Spooler: { '@Start': number(2), '@ImagePath': { type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\System32\\spoolsv.exe' } },
  Tcpip: { Parameters: { '@Hostname': text(''), '@NV Hostname': text('') } }, LanmanServer: { Parameters: { '@NullSessionPipes': { type: 'REG_MULTI_SZ', data: ['netlogon', 'samr'] } } },
}

/** The tree below the root `Computer`. */
export const registryTree: RegistryNode = {
  HKEY_CLASSES_ROOT: { '.txt': { '@': text('txtfile') }, '*': {} }, HKEY_CURRENT_USER: { 'Control Panel': { Desktop: {} }, Environment: {}, Software: { Microsoft: {} } },
  HKEY_LOCAL_MACHINE: {
    HARDWARE: { DESCRIPTION: { System: { '@Identifier': text('AT/AT COMPATIBLE'), '@Blob': { type: 'REG_BINARY', data: '00 01 02 ff' } } } }, SAM: {}, SECURITY: {}, SOFTWARE: software,
    SYSTEM: { CurrentControlSet: { Control: { 'Session Manager': {} }, Services: services }, Setup: {} },
  },
  HKEY_USERS: { '.DEFAULT': {}, 'S-1-5-18': {} }, HKEY_CURRENT_CONFIG: { Software: {}, System: {} },
}
