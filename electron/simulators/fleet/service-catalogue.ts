/** A Windows service as most devices have it. */
export interface ServiceTitle {
  readonly name: string
  readonly label: string
  /** Program and arguments. */
  readonly program: string
  readonly startType: 'Automatic' | 'Manual' | 'Disabled'
  readonly isDelayed: boolean
  readonly isRunning: boolean
  readonly account: string
  readonly description: string
}

const system = 'LocalSystem'
const local = 'NT AUTHORITY\\LocalService'
const network = 'NT AUTHORITY\\NetworkService'
const shared = (group: string): string => `C:\\Windows\\System32\\svchost.exe -k ${group} -p`

/** name | label | program or service group | start (A automatic, D delayed, M manual, X disabled) | + running | account | description */
const lines = `
AdobeARMservice|Adobe Acrobat Update Service|"C:\\Program Files (x86)\\Common Files\\Adobe\\ARM\\1.0\\armsvc.exe"|A+|s|Adobe Acrobat Updater keeps your Adobe software up to date.
AJRouter|AllJoyn Router Service|LocalServiceNetworkRestricted|M|l|Routes AllJoyn messages for the local AllJoyn clients.
ALG|Application Layer Gateway Service|C:\\Windows\\System32\\alg.exe|M|l|Provides support for 3rd party protocol plug-ins for Internet Connection Sharing.
AppIDSvc|Application Identity|LocalServiceNetworkRestricted|M|l|Determines and verifies the identity of an application.
Appinfo|Application Information|netsvcs|M+|s|Facilitates the running of interactive applications with additional administrative privileges.
AppMgmt|Application Management|netsvcs|M|s|Processes installation, removal, and enumeration requests for software deployed through Group Policy.
AppReadiness|App Readiness|AppReadiness|M|s|Gets apps ready for use the first time a user signs in to this PC and when adding new apps.
AppXSvc|AppX Deployment Service (AppXSVC)|wsappx|M|s|Provides infrastructure support for deploying Store applications.
AudioEndpointBuilder|Windows Audio Endpoint Builder|LocalSystemNetworkRestricted|A+|s|Manages audio devices for the Windows Audio service.
Audiosrv|Windows Audio|LocalServiceNetworkRestricted|A+|l|Manages audio for Windows-based programs.
BDESVC|BitLocker Drive Encryption Service|netsvcs|M+|s|Hosts the BitLocker Drive Encryption service.
BFE|Base Filtering Engine|LocalServiceNoNetworkFirewall|A+|l|Manages firewall and Internet Protocol security policies and implements user mode filtering.
BITS|Background Intelligent Transfer Service|netsvcs|D|s|Transfers files in the background using idle network bandwidth.
BrokerInfrastructure|Background Tasks Infrastructure Service|DcomLaunch|A+|s|Windows infrastructure service that controls which background tasks can run on the system.
BthAvctpSvc|AVCTP service|LocalService|M+|l|This is Audio Video Control Transport Protocol service.
bthserv|Bluetooth Support Service|LocalService|M+|l|Supports discovery and association of remote Bluetooth devices.
CertPropSvc|Certificate Propagation|netsvcs|M|s|Copies user certificates and root certificates from smart cards into the current user's certificate store.
ClipSVC|Client License Service (ClipSVC)|wsappx|M|s|Provides infrastructure support for the Microsoft Store.
COMSysApp|COM+ System Application|C:\\Windows\\system32\\dllhost.exe /Processid:{02D4B3F1-FD88-11D1-960D-00805FC79235}|M|s|Manages the configuration and tracking of Component Object Model (COM)+-based components.
CoreMessagingRegistrar|CoreMessaging|LocalServiceNoNetwork|A+|l|Manages communication between system components.
CryptSvc|Cryptographic Services|NetworkService|A+|n|Provides three management services: Catalog Database, Protected Root and Automatic Root Certificate Update.
DcomLaunch|DCOM Server Process Launcher|DcomLaunch|A+|s|Launches COM and DCOM servers in response to object activation requests.
defragsvc|Optimize drives|defragsvc|M|s|Helps the computer run more efficiently by optimizing files on storage drives.
DeviceInstall|Device Install Service|DcomLaunch|M|s|Enables a computer to recognize and adapt to hardware changes with little or no user input.
Dhcp|DHCP Client|LocalServiceNetworkRestricted|A+|l|Registers and updates IP addresses and DNS records for this computer.
DiagTrack|Connected User Experiences and Telemetry|utcsvc|A+|s|Enables features that support in-application and connected user experiences.
DispBrokerDesktopSvc|Display Policy Service|LocalService|A+|l|Manages the connection and configuration of local and remote displays.
Dnscache|DNS Client|NetworkService|A+|n|Caches Domain Name System (DNS) names and registers the full computer name for this computer.
DoSvc|Delivery Optimization|NetworkService|D+|n|Performs content delivery optimization tasks.
DPS|Diagnostic Policy Service|LocalServiceNoNetwork|A+|l|Enables problem detection, troubleshooting and resolution for Windows components.
DsmSvc|Device Setup Manager|netsvcs|M|s|Enables the detection, download and installation of device-related software.
DusmSvc|Data Usage|LocalServiceNetworkRestricted|A+|l|Network data usage, data limit, restrict background data, metered networks.
EapHost|Extensible Authentication Protocol|netsvcs|M|s|Provides network authentication in such scenarios as 802.1x wired and wireless, VPN, and Network Access Protection.
EFS|Encrypting File System (EFS)|C:\\Windows\\System32\\lsass.exe|M|s|Provides the core file encryption technology used to store encrypted files on NTFS file system volumes.
EventLog|Windows Event Log|LocalServiceNetworkRestricted|A+|l|Manages events and event logs.
EventSystem|COM+ Event System|LocalService|A+|l|Supports System Event Notification Service (SENS).
fdPHost|Function Discovery Provider Host|LocalService|M|l|Hosts the Function Discovery (FD) network discovery providers.
FDResPub|Function Discovery Resource Publication|LocalServiceAndNoImpersonation|M|l|Publishes this computer and resources attached to this computer so they can be discovered over the network.
FontCache|Windows Font Cache Service|LocalService|A+|l|Optimizes performance of applications by caching commonly used font data.
gpsvc|Group Policy Client|netsvcs|A+|s|Applies settings configured by administrators for the computer and users through the Group Policy component.
hidserv|Human Interface Device Service|LocalSystemNetworkRestricted|M+|s|Activates and maintains the use of hot buttons on keyboards, remote controls, and other multimedia devices.
HvHost|HV Host Service|LocalSystemNetworkRestricted|M|s|Provides an interface for the Hyper-V hypervisor to provide per-partition performance counters.
IKEEXT|IKE and AuthIP IPsec Keying Modules|netsvcs|A+|s|Hosts the Internet Key Exchange (IKE) and Authenticated Internet Protocol (AuthIP) keying modules.
InstallService|Microsoft Store Install Service|netsvcs|M|s|Provides infrastructure support for the Microsoft Store.
iphlpsvc|IP Helper|NetSvcs|A+|s|Provides tunnel connectivity using IPv6 transition technologies.
KeyIso|CNG Key Isolation|C:\\Windows\\system32\\lsass.exe|M+|s|Provides key process isolation to private keys and associated cryptographic operations.
KtmRm|KtmRm for Distributed Transaction Coordinator|NetworkServiceAndNoImpersonation|M|n|Coordinates transactions between the MS DTC and the Kernel Transaction Manager (KTM).
LanmanServer|Server|smbsvcs|A+|s|Supports file, print, and named-pipe sharing over the network for this computer.
LanmanWorkstation|Workstation|NetworkService|A+|n|Creates and maintains client network connections to remote servers using the SMB protocol.
lfsvc|Geolocation Service|netsvcs|M|s|Monitors the current location of the system and manages geofences.
LicenseManager|Windows License Manager Service|LocalService|M+|l|Provides infrastructure support for the Microsoft Store.
lmhosts|TCP/IP NetBIOS Helper|LocalServiceNetworkRestricted|M+|l|Provides support for the NetBIOS over TCP/IP (NetBT) service.
LSM|Local Session Manager|DcomLaunch|A+|s|Core Windows Service that manages local user sessions.
Mesh Agent|Mesh Agent|"C:\\Program Files\\Mesh Agent\\MeshAgent.exe"|A+|s|Mesh Agent background service
MpsSvc|Windows Defender Firewall|LocalServiceNoNetworkFirewall|A+|l|Helps protect your computer by preventing unauthorized users from gaining access.
MSDTC|Distributed Transaction Coordinator|C:\\Windows\\System32\\msdtc.exe|M|n|Coordinates transactions that span multiple resource managers.
MSiSCSI|Microsoft iSCSI Initiator Service|netsvcs|M|s|Manages Internet SCSI (iSCSI) sessions from this computer to remote iSCSI target devices.
msiserver|Windows Installer|C:\\Windows\\system32\\msiexec.exe /V|M|s|Adds, modifies, and removes applications provided as a Windows Installer package.
NcbService|Network Connection Broker|LocalSystemNetworkRestricted|M+|s|Brokers connections that allow Windows Store Apps to receive notifications from the internet.
Netlogon|Netlogon|C:\\Windows\\system32\\lsass.exe|M|s|Maintains a secure channel between this computer and the domain controller.
Netman|Network Connections|LocalSystemNetworkRestricted|M|s|Manages objects in the Network and Dial-Up Connections folder.
netprofm|Network List Service|LocalService|M+|l|Identifies the networks to which the computer has connected.
NlaSvc|Network Location Awareness|NetworkService|A+|n|Collects and stores configuration information for the network.
nsi|Network Store Interface Service|LocalService|A+|l|Delivers network notifications to user mode clients.
PcaSvc|Program Compatibility Assistant Service|LocalSystemNetworkRestricted|M+|s|Provides support for the Program Compatibility Assistant (PCA).
PlugPlay|Plug and Play|DcomLaunch|M+|s|Enables a computer to recognize and adapt to hardware changes with little or no user input.
PolicyAgent|IPsec Policy Agent|NetworkServiceNetworkRestricted|M|n|Enforces IPsec policies created through the IP Security Policies snap-in.
Power|Power|DcomLaunch|A+|s|Manages power policy and power policy notification delivery.
PrintNotify|Printer Extensions and Notifications|print|M|s|Opens custom printer dialog boxes and handles notifications from a remote print server or a printer.
ProfSvc|User Profile Service|netsvcs|A+|s|This service is responsible for loading and unloading user profiles.
RasMan|Remote Access Connection Manager|netsvcs|M+|s|Manages dial-up and virtual private network (VPN) connections from this computer.
RemoteRegistry|Remote Registry|localService|X|l|Enables remote users to modify registry settings on this computer.
RpcEptMapper|RPC Endpoint Mapper|RPCSS|A+|n|Resolves RPC interfaces identifiers to transport endpoints.
RpcLocator|Remote Procedure Call (RPC) Locator|C:\\Windows\\system32\\locator.exe|M|n|In Windows 2003 and earlier versions of Windows, manages the RPC name service database.
RpcSs|Remote Procedure Call (RPC)|rpcss|A+|n|The RPCSS service is the Service Control Manager for COM and DCOM servers.
SamSs|Security Accounts Manager|C:\\Windows\\system32\\lsass.exe|A+|s|The startup of this service signals other services that the Security Accounts Manager (SAM) is ready.
SCardSvr|Smart Card|LocalServiceAndNoImpersonation|M|l|Manages access to smart cards read by this computer.
Schedule|Task Scheduler|netsvcs|A+|s|Enables a user to configure and schedule automated tasks on this computer.
SecurityHealthService|Windows Security Service|C:\\Windows\\system32\\SecurityHealthService.exe|M+|s|Windows Security Service handles unified device protection and health information.
SENS|System Event Notification Service|netsvcs|A+|s|Monitors system events and notifies subscribers to COM+ Event System of these events.
SessionEnv|Remote Desktop Configuration|netsvcs|M+|s|Remote Desktop Configuration service (RDCS) is responsible for all Remote Desktop Services configuration.
SharedAccess|Internet Connection Sharing (ICS)|netsvcs|M|s|Provides network address translation, addressing, name resolution and intrusion prevention services.
ShellHWDetection|Shell Hardware Detection|netsvcs|A+|s|Provides notifications for AutoPlay hardware events.
SNMPTRAP|SNMP Trap|C:\\Windows\\System32\\snmptrap.exe|M|l|Receives trap messages generated by local or remote SNMP agents.
Spooler|Print Spooler|C:\\Windows\\System32\\spoolsv.exe|A+|s|This service spools print jobs and handles interaction with the printer.
sppsvc|Software Protection|C:\\Windows\\system32\\sppsvc.exe|D|n|Enables the download, installation and enforcement of digital licenses for Windows and Windows applications.
SSDPSRV|SSDP Discovery|LocalServiceAndNoImpersonation|M+|l|Discovers networked devices and services that use the SSDP discovery protocol.
StateRepository|State Repository Service|appmodel|A+|s|Provides required infrastructure support for the application model.
StorSvc|Storage Service|LocalSystemNetworkRestricted|D+|s|Provides enabling services for storage settings and external storage expansion.
SysMain|SysMain|LocalSystemNetworkRestricted|A+|s|Maintains and improves system performance over time.
SystemEventsBroker|System Events Broker|DcomLaunch|A+|s|Coordinates execution of background work for WinRT application.
tacticalrmm|Tactical RMM Agent|"C:\\Program Files\\TacticalAgent\\tacticalrmm.exe" -m svc|D+|s|Tactical RMM Monitoring Agent
TapiSrv|Telephony|NetworkService|M|n|Provides Telephony API (TAPI) support for programs that control telephony devices.
TermService|Remote Desktop Services|NetworkService|M+|n|Allows users to connect interactively to a remote computer.
Themes|Themes|netsvcs|A+|s|Provides user experience theme management.
TimeBrokerSvc|Time Broker|LocalServiceNetworkRestricted|M+|l|Coordinates execution of background work for WinRT application.
TokenBroker|Web Account Manager|netsvcs|M+|s|This service is used by Web Account Manager to provide single-sign-on to apps and services.
TrkWks|Distributed Link Tracking Client|LocalSystemNetworkRestricted|A+|s|Maintains links between NTFS files within a computer or across computers in a network.
TrustedInstaller|Windows Modules Installer|C:\\Windows\\servicing\\TrustedInstaller.exe|M|s|Enables installation, modification, and removal of Windows updates and optional components.
UmRdpService|Remote Desktop Services UserMode Port Redirector|LocalSystemNetworkRestricted|M+|s|Allows the redirection of Printers/Drives/Ports for RDP connections.
upnphost|UPnP Device Host|LocalServiceAndNoImpersonation|M|l|Allows UPnP devices to be hosted on this computer.
UserManager|User Manager|netsvcs|A+|s|User Manager provides the runtime components required for multi-user interaction.
UsoSvc|Update Orchestrator Service|netsvcs|D+|s|Manages Windows Updates. If stopped, your devices will not be able to download and install the latest updates.
VaultSvc|Credential Manager|C:\\Windows\\system32\\lsass.exe|M+|s|Provides secure storage and retrieval of credentials to users, applications and security service packages.
vds|Virtual Disk|C:\\Windows\\System32\\vds.exe|M|s|Provides management services for disks, volumes, file systems, and storage arrays.
VSS|Volume Shadow Copy|C:\\Windows\\system32\\vssvc.exe|M|s|Manages and implements Volume Shadow Copies used for backup and other purposes.
W32Time|Windows Time|LocalService|M+|l|Maintains date and time synchronization on all clients and servers in the network.
WaaSMedicSvc|Windows Update Medic Service|wusvcs|M|s|Enables remediation and protection of Windows Update components.
Wcmsvc|Windows Connection Manager|LocalServiceNetworkRestricted|A+|l|Makes automatic connect/disconnect decisions based on the network connectivity options available to the PC.
WdiServiceHost|Diagnostic Service Host|LocalService|M+|l|The Diagnostic Service Host is used by the Diagnostic Policy Service to host diagnostics.
WdNisSvc|Microsoft Defender Antivirus Network Inspection Service|"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\NisSrv.exe"|M+|l|Helps guard against intrusion attempts targeting known and newly discovered vulnerabilities in network protocols.
WebClient|WebClient|LocalService|M|l|Enables Windows-based programs to create, access, and modify Internet-based files.
Wecsvc|Windows Event Collector|NetworkService|M|n|This service manages persistent subscriptions to events from remote sources.
WerSvc|Windows Error Reporting Service|WerSvcGroup|M|s|Allows errors to be reported when programs stop working or responding.
WinDefend|Microsoft Defender Antivirus Service|"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe"|A+|s|Helps protect users from malware and other potentially unwanted software.
Winmgmt|Windows Management Instrumentation|netsvcs|A+|s|Provides a common interface and object model to access management information.
WinRM|Windows Remote Management (WS-Management)|NetworkService|M|n|Implements the WS-Management protocol for remote management.
WlanSvc|WLAN AutoConfig|LocalSystemNetworkRestricted|A+|s|Provides the logic required to configure, discover, connect to, and disconnect from a wireless local area network.
wlidsvc|Microsoft Account Sign-in Assistant|netsvcs|M+|s|Enables user sign-in through Microsoft account identity services.
wmiApSrv|WMI Performance Adapter|C:\\Windows\\system32\\wbem\\WmiApSrv.exe|M|s|Provides performance library information from WMI providers to clients on the network.
WMPNetworkSvc|Windows Media Player Network Sharing Service|"C:\\Program Files\\Windows Media Player\\wmpnetwk.exe"|M|n|Shares Windows Media Player libraries to other networked players and media devices.
WpnService|Windows Push Notifications System Service|netsvcs|A+|s|Runs in session 0 and hosts the notification platform and connection provider.
WSearch|Windows Search|C:\\Windows\\system32\\SearchIndexer.exe /Embedding|D+|s|Provides content indexing, property caching, and search results for files, e-mail, and other content.
wuauserv|Windows Update|netsvcs|M+|s|Enables the detection, download, and installation of updates for Windows and other programs.
`

const accounts: Readonly<Record<string, string>> = { s: system, l: local, n: network }

export const serviceCatalogue: readonly ServiceTitle[] = lines.trim().split('\n').map((line) => {
  const [name = '', label = '', program = '', start = '', account = 's', description = ''] = line.split('|')
  return {
    name, label, description, program: /[\\]/.test(program) ? program : shared(program), account: accounts[account] ?? system,
    startType: start.startsWith('M') ? 'Manual' : start.startsWith('X') ? 'Disabled' : 'Automatic',
    isDelayed: start.startsWith('D'), isRunning: start.endsWith('+'),
  }
})
