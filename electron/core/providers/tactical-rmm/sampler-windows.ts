/**
 * The same line on Windows, for PowerShell 3 to 7. Raw performance counters are cumulative; `PercentDiskTime` counts the
 * time requests took in units of 100 ns. Errors are silenced because one line on the error stream would replace the
 * whole output.
 */
export const windowsSampler = String.raw`# outrider-sampler v1
$ErrorActionPreference='SilentlyContinue';$ProgressPreference='SilentlyContinue'
[Console]::OutputEncoding=[Text.Encoding]::UTF8
function Q($c){Get-CimInstance -ClassName $c}
$os=Q Win32_OperatingSystem
$mem=Q Win32_PerfRawData_PerfOS_Memory
$sys=Q Win32_PerfFormattedData_PerfOS_System
$cpu=Q Win32_PerfFormattedData_PerfOS_Processor|?{$_.Name -eq '_Total'}
$zone=Get-CimInstance -Namespace root/wmi -ClassName MSAcpi_ThermalZoneTemperature|select -First 1
$temp=$null;$sensor=$null
if($zone -and $zone.CurrentTemperature -gt 2732){$temp=[math]::Round($zone.CurrentTemperature/10-273.15,1);$sensor=$zone.InstanceName}
$size=@{};Q Win32_LogicalDisk|?{$_.DriveType -eq 3}|%{$size[$_.DeviceID]=$_}
$volumes=@(Q Win32_PerfRawData_PerfDisk_LogicalDisk|?{$size[$_.Name]}|%{$d=$size[$_.Name];[ordered]@{name=$_.Name
readBytes=[double]$_.DiskReadBytesPersec;writeBytes=[double]$_.DiskWriteBytesPersec
reads=[double]$_.DiskReadsPersec;writes=[double]$_.DiskWritesPersec
ioMs=[math]::Floor([double]$_.PercentDiskTime/10000);queue=[int]$_.CurrentDiskQueueLength
free=[double]$d.FreeSpace;size=[double]$d.Size}})
$nets=@([Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()|?{$_.NetworkInterfaceType -ne 'Loopback' -and $_.NetworkInterfaceType -ne 'Tunnel'}|%{$s=$_.GetIPStatistics();[ordered]@{name=$_.Name
rxBytes=$s.BytesReceived;txBytes=$s.BytesSent;rxErrors=$s.IncomingPacketsWithErrors;txErrors=$s.OutgoingPacketsWithErrors
up=$_.OperationalStatus -eq 'Up'}})
$now=[DateTime]::UtcNow
$cached=$null
if($mem){$cached=[double]$mem.StandbyCacheCoreBytes+[double]$mem.StandbyCacheNormalPriorityBytes+[double]$mem.StandbyCacheReserveBytes}
$free=$null;if($mem){$free=[double]$mem.AvailableBytes}elseif($os){$free=[double]$os.FreePhysicalMemory*1024}
$total=$null;$up=$null
if($os){$total=[double]$os.TotalVisibleMemorySize*1024;$up=[math]::Floor(($now-$os.LastBootUpTime.ToUniversalTime()).TotalSeconds)}
$load=$null;if($cpu){$load=[int]$cpu.PercentProcessorTime}
$queue=$null;if($sys){$queue=[int]$sys.ProcessorQueueLength}
[ordered]@{v=1;at=[math]::Floor(($now-[DateTime]'1970-01-01').TotalMilliseconds)
cpu=[ordered]@{percent=$load;temperature=$temp;sensor=$sensor;load1=$null;queue=$queue}
memory=[ordered]@{total=$total;available=$free;cached=$cached};uptime=$up
volumes=$volumes;interfaces=$nets}|ConvertTo-Json -Depth 4 -Compress
`
