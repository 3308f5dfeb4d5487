/** A program as the list of installed programs shows it. `base` is the version a counter is added to. */
export interface SoftwareTitle {
  readonly name: string
  readonly publisher: string
  readonly base: string
  /** Package name for installation by name; empty when there is none. */
  readonly packageName: string
  readonly megabytes: number
}

/** name | publisher | version | package | megabytes. `{v}` in the name takes the version. */
const lines = `
7-Zip {v} (x64)|Igor Pavlov|22.01|7zip|5
Adobe Acrobat Reader DC|Adobe Systems Incorporated|24.003.20180|adobereader|620
Amazon Corretto (x64)|Amazon|17.0.9|corretto17jdk|310
AnyDesk|AnyDesk Software GmbH|ad 8.0.8|anydesk|21
Audacity {v}|Audacity Team|3.4.2|audacity|60
AutoHotkey|AutoHotkey Foundation LLC|2.0.11|autohotkey|9
Azure CLI|Microsoft Corporation|2.56.0|azure-cli|480
Bandizip|Bandisoft.com|7.32|bandizip|20
BitRecover PST Viewer|BitRecover|3.2||33
Bitwarden|Bitwarden Inc.|2024.2.0|bitwarden|290
Blender|Blender Foundation|4.0.2|blender|820
Brave|Brave Software Inc|122.1.63|brave|330
Brother MFL-Pro Suite|Brother Industries, Ltd.|1.0.17||240
CCleaner|Piriform|6.21|ccleaner|70
Canon MF Scan Utility|CANON INC.|1.21||40
Cisco AnyConnect Secure Mobility Client|Cisco Systems, Inc.|4.10.08025||28
Citrix Workspace 2402|Citrix Systems, Inc.|24.2.0.187|citrix-workspace|660
Dell Command | Update|Dell Inc.|5.2.0|dellcommandupdate|90
DisplayLink Graphics|DisplayLink Corp.|11.2.3146|displaylink|42
Docker Desktop|Docker Inc.|4.27.2|docker-desktop|2100
draw.io|JGraph|24.0.4|drawio|280
Dropbox|Dropbox, Inc.|193.4.5594|dropbox|340
Eclipse Temurin JDK with Hotspot (x64)|Eclipse Adoptium|17.0.10|temurin17|305
ESET Endpoint Antivirus|ESET, spol. s r.o.|11.0.2032||410
Evernote|Evernote Corporation|10.76.2|evernote|390
Everything|voidtools|1.4.1.1024|everything|5
FileZilla {v}|Tim Kosse|3.66.5|filezilla|42
Firefox (x64 en-US)|Mozilla|122.0|firefox|220
Foxit PDF Reader|Foxit Software Inc.|2023.3.0|foxitreader|510
FreeCAD|FreeCAD Team|0.21.2|freecad|1300
GIMP {v}|The GIMP Team|2.10.36|gimp|1080
Git|The Git Development Community|2.43.0|git|300
GitHub CLI|GitHub, Inc.|2.43.1|gh|40
Go Programming Language amd64|https://go.dev|1.22.0|golang|240
Google Chrome|Google LLC|121.0.6167|googlechrome|310
Google Drive|Google LLC|87.0.2|googledrive|560
GoToMeeting|LogMeIn, Inc.|10.20.0|gotomeeting|110
Greenshot {v}|Greenshot|1.2.10|greenshot|4
HandBrake|The HandBrake Team|1.7.2|handbrake|85
HP Support Assistant|HP Inc.|9.31.21||130
HWiNFO64|Martin Malik|7.68|hwinfo|12
Inkscape|Inkscape|1.3.2|inkscape|640
Intel(R) Chipset Device Software|Intel(R) Corporation|10.1.19|| 3
Intel(R) Graphics Driver|Intel Corporation|31.0.101||900
Intel(R) Management Engine Components|Intel Corporation|2316.5.0||22
IrfanView {v} (64-bit)|Irfan Skiljan|4.66|irfanview|10
iTunes|Apple Inc.|12.13.1|itunes|430
Java 8 Update 401 (64-bit)|Oracle Corporation|8.0.4010|javaruntime|128
Jabra Direct|GN Audio A/S|6.14.01|jabra-direct|300
KeePass Password Safe {v}|Dominik Reichl|2.56|keepass|11
KeePassXC|KeePassXC Team|2.7.6|keepassxc|110
LibreOffice|The Document Foundation|7.6.4|libreoffice-fresh|760
Logitech Options+|Logitech|1.68|logioptionsplus|420
Lenovo System Update|Lenovo|5.08.02|lenovo-system-update|24
Lenovo Vantage Service|Lenovo Group Ltd.|4.0.52||60
Malwarebytes|Malwarebytes|4.6.8|malwarebytes|390
Microsoft .NET Runtime - 6.0.26 (x64)|Microsoft Corporation|48.104.7043|dotnet-6.0-runtime|70
Microsoft .NET Runtime - 8.0.1 (x64)|Microsoft Corporation|64.4.6800|dotnet-8.0-runtime|75
Microsoft 365 Apps for business - en-us|Microsoft Corporation|16.0.17231|office365business|3100
Microsoft ASP.NET Core 8.0.1 Shared Framework (x64)|Microsoft Corporation|8.0.1.23580||26
Microsoft Edge|Microsoft Corporation|121.0.2277|microsoft-edge|420
Microsoft Edge WebView2 Runtime|Microsoft Corporation|121.0.2277|webview2-runtime|500
Microsoft ODBC Driver 17 for SQL Server|Microsoft Corporation|17.10.5|sqlserver-odbcdriver|15
Microsoft OneDrive|Microsoft Corporation|24.010.0114|onedrive|320
Microsoft SQL Server 2019 (64-bit)|Microsoft Corporation|15.0.4345|sql-server-2019|4400
Microsoft SQL Server Management Studio - 19.3|Microsoft Corporation|19.3.4|sql-server-management-studio|2700
Microsoft Teams|Microsoft Corporation|1.6.00.35961|microsoft-teams|270
Microsoft Update Health Tools|Microsoft Corporation|5.72.0.0||1
Microsoft Visual C++ 2008 Redistributable - x86 9.0.30729|Microsoft Corporation|9.0.30729|vcredist2008|10
Microsoft Visual C++ 2010  x64 Redistributable - 10.0.40219|Microsoft Corporation|10.0.40219|vcredist2010|14
Microsoft Visual C++ 2012 Redistributable (x64) - 11.0.61030|Microsoft Corporation|11.0.61030|vcredist2012|21
Microsoft Visual C++ 2013 Redistributable (x64) - 12.0.40664|Microsoft Corporation|12.0.40664|vcredist2013|21
Microsoft Visual C++ 2015-2022 Redistributable (x64)|Microsoft Corporation|14.38.33130|vcredist140|21
Microsoft Visual C++ 2015-2022 Redistributable (x86)|Microsoft Corporation|14.38.33130|vcredist140-x86|18
Microsoft Visual Studio Code (User)|Microsoft Corporation|1.86.0|vscode|350
MobaXterm|Mobatek|23.6|mobaxterm|46
Mozilla Maintenance Service|Mozilla|122.0||0
Mozilla Thunderbird (x64 en-US)|Mozilla|115.7.0|thunderbird|230
MySQL Workbench 8.0 CE|Oracle Corporation|8.0.36|mysql.workbench|150
Nextcloud|Nextcloud GmbH|3.12.0|nextcloud-client|330
Node.js|Node.js Foundation|20.11.0|nodejs-lts|80
Notepad++ (64-bit x64)|Notepad++ Team|8.6.2|notepadplusplus|16
NVIDIA Graphics Driver|NVIDIA Corporation|551.23|nvidia-display-driver|1800
NVIDIA PhysX System Software|NVIDIA Corporation|9.21.0713|physx|25
OBS Studio|OBS Project|30.0.2|obs-studio|360
Obsidian|Obsidian|1.5.3|obsidian|260
OpenVPN {v} amd64|OpenVPN, Inc.|2.6.8|openvpn|12
Oracle VM VirtualBox {v}|Oracle and/or its affiliates|7.0.14|virtualbox|220
Paint.NET|dotPDN LLC|5.0.12|paint.net|200
PDF24 Creator|geek software GmbH|11.15.2|pdf24|300
PDFsam Basic|Sober Lemur S.a.s.|5.2.0|pdfsam|210
Power Automate for desktop|Microsoft Corporation|2.40.169||650
Power BI Desktop (x64)|Microsoft Corporation|2.125.1161|powerbi|1500
PowerShell 7-x64|Microsoft Corporation|7.4.1|powershell-core|270
PowerToys (Preview) x64|Microsoft Corporation|0.78.0|powertoys|800
PuTTY release {v} (64-bit)|Simon Tatham|0.80|putty|6
Python {v} (64-bit)|Python Software Foundation|3.12.1|python312|120
QGIS {v}|QGIS.ORG|3.34.3|qgis|2600
R for Windows {v}|R Core Team|4.3.2|r.project|200
Realtek Audio Driver|Realtek Semiconductor Corp.|6.0.9235||50
Remote Desktop Manager|Devolutions inc.|2024.1.10|rdm|720
RingCentral|RingCentral|24.1.10|ringcentral|410
Royal TS|Royal Apps GmbH|7.1.50|royalts|190
Rufus|Akeo Consulting|4.4|rufus|1
Sage 50 Accounts|Sage (UK) Ltd|30.0.198||900
ScreenToGif|Nicke Manarin|2.40|screentogif|4
ShareX|ShareX Team|16.0.1|sharex|20
Signal|Signal Messenger, LLC|6.46.0|signal|370
Skype version {v}|Skype Technologies S.A.|8.111|skype|280
Slack|Slack Technologies Inc.|4.36.140|slack|410
Snagit 2023|TechSmith Corporation|23.2.0|snagit|560
Sonos|Sonos, Inc.|16.1|sonos-controller|210
Sophos Endpoint Agent|Sophos Limited|2023.2.1||700
Spotify|Spotify AB|1.2.30|spotify|190
Sublime Text|Sublime HQ Pty Ltd|4169|sublimetext4|45
SumatraPDF|Krzysztof Kowalczyk|3.5.2|sumatrapdf|17
Synology Active Backup for Business Agent|Synology Inc.|2.6.3||150
Tactical RMM Agent|AmidaWare Inc|2.11.0||18
TeamViewer|TeamViewer|15.50.5|teamviewer|150
Telegram Desktop|Telegram FZ-LLC|4.14.15|telegram|150
TightVNC|GlavSoft LLC.|2.8.81|tightvnc|5
Total Commander 64-bit|Ghisler Software GmbH|11.02|totalcommander|15
TreeSize Free V{v}|JAM Software|4.7.1|treesizefree|12
Ubiquiti UniFi Network Application|Ubiquiti Inc.|8.0.28|ubiquiti-unifi-controller|320
Update for Windows 10 for x64-based Systems (KB5001716)|Microsoft Corporation|8.94.0.0||1
Veeam Agent for Microsoft Windows|Veeam Software Group GmbH|6.1.0.349|veeam-agent|280
VeraCrypt|IDRIX|1.26.7|veracrypt|44
VLC media player|VideoLAN|3.0.20|vlc|180
VMware Tools|VMware, Inc.|12.3.5|vmware-tools|110
VNC Server {v}|RealVNC|7.10.0|vnc-connect|40
Webex|Cisco Systems, Inc|44.2.0|webex|500
WinDirStat {v}|WinDirStat Team|1.1.2|windirstat|2
Windows PC Health Check|Microsoft Corporation|3.7.22||13
WinMerge {v} x64|Thingamahoochie Software|2.16.37|winmerge|24
WinRAR {v} (64-bit)|win.rar GmbH|6.24|winrar|9
WinSCP {v}|Martin Prikryl|6.1.2|winscp|36
WireGuard|WireGuard LLC|0.5.3|wireguard|9
Wireshark {v} (64-bit)|The Wireshark developer community|4.2.2|wireshark|230
XnView MP {v}|Gougelet Pierre-e|1.6.4|xnviewmp|150
yEd Graph Editor|yWorks GmbH|3.23.2|yed|170
Yubico Authenticator|Yubico AB|6.3.1|yubico-authenticator|90
Zoom|Zoom Video Communications, Inc.|5.17.5|zoom|270
Zotero|Corporation for Digital Scholarship|6.0.35|zotero|130
`

/** Suites of one publisher, added part by part. */
const suites = [
  ['AutoCAD LT', 'Autodesk', '24.3.61', 'Core|Language Pack - English|Material Library|Save to Web and Mobile|Licensing Service'],
  ['DATEV', 'DATEV eG', '17.1', 'Arbeitsplatz|Basis|DMS|Kanzlei-Rechnungswesen|Lohn und Gehalt|Sicherheitspaket|SmartUpdate'],
  ['Visual Studio Community 2022', 'Microsoft Corporation', '17.8.5', 'Core|Debugger|Test Tools|Windows SDK|Installer'],
  ['SQL Server 2019', 'Microsoft Corporation', '15.0.2000', 'Batch Parser|Client Tools|Common Files|Connection Info|Database Engine Services|Shared Management Objects|XEvent|Browser|VSS Writer'],
  ['Windows SDK', 'Microsoft Corporation', '10.1.22621', 'Desktop Headers|Desktop Libs|Desktop Tools|Signing Tools|Facade Windows WinMD'],
  ['Epson', 'Seiko Epson Corporation', '3.4', 'Scan 2|Printer Connection Checker|Software Updater|Event Manager'],
  ['HP', 'HP Inc.', '1.9', 'Audio Switch|Connection Optimizer|Documentation|JumpStarts|Notifications|Sure Click|Sure Sense|Wolf Security'],
  ['Dell', 'Dell Inc.', '3.1', 'Digital Delivery Services|Optimizer|Peripheral Manager|SupportAssist|Power Manager Service|Trusted Device'],
] as const

const single = lines.trim().split('\n').map((line): SoftwareTitle => {
  const parts = line.split('|').map((part) => part.trim())
  const [megabytes = '1', packageName = '', base = '1.0', publisher = ''] = parts.toReversed()
  return { name: parts.slice(0, -4).join(' | '), publisher, base, packageName, megabytes: Number(megabytes) }
})

export const softwareCatalogue: readonly SoftwareTitle[] = [
  ...single,
  ...suites.flatMap(([suite, publisher, base, parts]) =>
    parts.split('|').map((part): SoftwareTitle => ({ name: `${suite} ${part}`, publisher, base, packageName: '', megabytes: 40 }))),
]
