export type LogName = 'Application' | 'System' | 'Security'
export type EventLevel = 'INFO' | 'WARNING' | 'ERROR' | 'AUDIT_SUCCESS' | 'AUDIT_FAILURE'

/** A kind of event. `weight` is how often it comes, relative to the others of its log. */
export interface EventKind {
  readonly source: string
  readonly level: EventLevel
  readonly id: number
  readonly weight: number
  /** `{user}`, `{service}`, `{number}` and `{host}` are filled in. */
  readonly message: string
}

export const eventKinds: Readonly<Record<LogName, readonly EventKind[]>> = {
  System: [
    { source: 'Service Control Manager', level: 'INFO', id: 7036, weight: 30, message: 'The {service} service entered the running state.' },
    { source: 'Service Control Manager', level: 'ERROR', id: 7034, weight: 2, message: 'The {service} service terminated unexpectedly.  It has done this {number} time(s).' },
    { source: 'Service Control Manager', level: 'WARNING', id: 7040, weight: 4, message: 'The start type of the {service} service was changed from demand start to auto start.' },
    { source: 'Microsoft-Windows-Kernel-General', level: 'INFO', id: 16, weight: 12, message: 'The access history in hive \\SystemRoot\\System32\\config\\SOFTWARE was cleared updating {number} keys.' },
    { source: 'Microsoft-Windows-Time-Service', level: 'INFO', id: 35, weight: 6, message: 'The time service is now synchronizing the system time with the time source time.example.com.' },
    { source: 'Microsoft-Windows-Time-Service', level: 'WARNING', id: 36, weight: 2, message: 'The time service has not synchronized the system time for the last 86400 seconds.' },
    { source: 'disk', level: 'ERROR', id: 7, weight: 0.6, message: 'The device, \\Device\\Harddisk0\\DR0, has a bad block.' },
    { source: 'disk', level: 'WARNING', id: 153, weight: 0.8, message: 'The IO operation at logical block address 0x{number} for Disk 0 was retried.' },
    { source: 'Microsoft-Windows-DNS-Client', level: 'WARNING', id: 1014, weight: 5, message: 'Name resolution for the name update.example.com timed out after none of the configured DNS servers responded.' },
    { source: 'Microsoft-Windows-WindowsUpdateClient', level: 'INFO', id: 19, weight: 5, message: 'Installation Successful: Windows successfully installed the following update: KB50{number}' },
    { source: 'Microsoft-Windows-WindowsUpdateClient', level: 'ERROR', id: 20, weight: 1, message: 'Installation Failure: Windows failed to install the following update with error 0x80073712: KB50{number}.' },
    { source: 'Microsoft-Windows-Kernel-Power', level: 'ERROR', id: 41, weight: 0.3, message: 'The system has rebooted without cleanly shutting down first.' },
    { source: 'User32', level: 'INFO', id: 1074, weight: 1.5, message: 'The process C:\\Windows\\system32\\svchost.exe ({host}) has initiated the restart of computer {host} on behalf of user NT AUTHORITY\\SYSTEM.' },
    { source: 'DCOM', level: 'WARNING', id: 10016, weight: 14, message: 'The application-specific permission settings do not grant Local Activation permission to the user {user}.' },
  ],
  Application: [
    { source: 'Microsoft-Windows-Security-SPP', level: 'INFO', id: 16384, weight: 20, message: 'Successfully scheduled Software Protection service for re-start.' },
    { source: 'MsiInstaller', level: 'INFO', id: 1033, weight: 6, message: 'Windows Installer installed the product. Product Name: Example Tools. Installation success or error status: 0.' },
    { source: 'Application Error', level: 'ERROR', id: 1000, weight: 3, message: 'Faulting application name: EXCEL.EXE, version: 16.0.17231.20236, exception code: 0xc0000005' },
    { source: 'Application Hang', level: 'ERROR', id: 1002, weight: 2, message: 'The program OUTLOOK.EXE stopped interacting with Windows and was closed.' },
    { source: '.NET Runtime', level: 'ERROR', id: 1026, weight: 1, message: 'Application: Sync.exe Framework Version: v4.0.30319 Description: The process was terminated due to an unhandled exception.' },
    { source: 'ESENT', level: 'INFO', id: 326, weight: 18, message: 'svchost ({number}) The database engine attached a database.' },
    { source: 'VSS', level: 'WARNING', id: 8230, weight: 2, message: 'Volume Shadow Copy Service error: Failed resolving account {user} with status 1376.' },
    { source: 'Outlook', level: 'INFO', id: 45, weight: 6, message: 'Outlook loaded the following add-in(s): {number}' },
    { source: 'SceCli', level: 'INFO', id: 1704, weight: 5, message: 'Security policy in the Group policy objects has been applied successfully.' },
    { source: 'edgeupdate', level: 'INFO', id: 0, weight: 8, message: '' },
    { source: 'Wér – Ünïcode', level: 'WARNING', id: 1001, weight: 0.5, message: 'Fehlerbucket {number}, Typ 0: Ereignisname: „Größe überschritten“ 🖨' },
  ],
  Security: [
    { source: 'Microsoft-Windows-Security-Auditing', level: 'AUDIT_SUCCESS', id: 4624, weight: 40, message: 'An account was successfully logged on. Account Name: {user}' },
    { source: 'Microsoft-Windows-Security-Auditing', level: 'AUDIT_SUCCESS', id: 4634, weight: 30, message: 'An account was logged off. Account Name: {user}' },
    { source: 'Microsoft-Windows-Security-Auditing', level: 'AUDIT_SUCCESS', id: 4672, weight: 25, message: 'Special privileges assigned to new logon. Account Name: SYSTEM' },
    { source: 'Microsoft-Windows-Security-Auditing', level: 'AUDIT_FAILURE', id: 4625, weight: 3, message: 'An account failed to log on. Account Name: {user} Failure Reason: Unknown user name or bad password.' },
    { source: 'Microsoft-Windows-Security-Auditing', level: 'AUDIT_SUCCESS', id: 4688, weight: 20, message: 'A new process has been created. Creator: {user}' },
    { source: 'Microsoft-Windows-Eventlog', level: 'INFO', id: 1102, weight: 0.05, message: 'The audit log was cleared. Account Name: {user}' },
  ],
}
