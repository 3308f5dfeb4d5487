/**
 * One line about the health of disks on Windows, for PowerShell 3 to 7; it only reads. What the storage service, the
 * reliability counters and the driver's failure prediction tell, with the attribute table of ATA disks: 30 entries of
 * 12 bytes from the third byte on, six of them the raw value, lowest first.
 */
export const windowsHealthScript = String.raw`# outrider-disk-health v1
$ErrorActionPreference='SilentlyContinue';$ProgressPreference='SilentlyContinue'
[Console]::OutputEncoding=[Text.Encoding]::UTF8
function W($c){Get-CimInstance -Namespace root/wmi -ClassName $c}
function K($n){($n -replace '_0$','').ToUpper()}
$predict=@{};W MSStorageDriver_FailurePredictStatus|%{$predict[(K $_.InstanceName)]=[bool]$_.PredictFailure}
$table=@{};W MSStorageDriver_FailurePredictData|%{$b=$_.VendorSpecific;$a=@()
for($i=2;$i -le 350;$i+=12){if($b[$i] -gt 0){$r=[double]0;for($k=5;$k -ge 0;$k--){$r=$r*256+$b[$i+5+$k]};$a+=[ordered]@{id=[int]$b[$i];raw=$r}}}
$table[(K $_.InstanceName)]=$a}
$phys=@{};$rel=@{};Get-PhysicalDisk|%{$phys["$($_.DeviceId)"]=$_;$rel["$($_.DeviceId)"]=$_|Get-StorageReliabilityCounter}
$disks=@(Get-CimInstance Win32_DiskDrive|%{$i="$($_.Index)";$p=$phys[$i];$c=$rel[$i];$k="$($_.PNPDeviceID)".ToUpper();$a=$table[$k]
[ordered]@{name="disk$i";model=$_.Model;serial="$($_.SerialNumber)".Trim();bytes=[double]$_.Size
bus="$($p.BusType)";media="$($p.MediaType)";health="$($p.HealthStatus)";operational="$($p.OperationalStatus)";status=$_.Status
predict=$predict[$k];attributes=$(if($a){,@($a)}else{$null});wear=$c.Wear;readErrors=$c.ReadErrorsUncorrected;hours=$c.PowerOnHours;temperature=$c.Temperature}})
[ordered]@{v=1;system='windows';disks=$disks}|ConvertTo-Json -Depth 5 -Compress
`
