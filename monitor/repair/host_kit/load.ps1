
Invoke-Part 'Load and sleep' {
  $system = Get-CimInstance -ClassName Win32_OperatingSystem
  $busy = (Get-CimInstance -ClassName Win32_Processor | Measure-Object -Property LoadPercentage -Average).Average
  $free = [Math]::Round(100 * $system.FreePhysicalMemory / $system.TotalVisibleMemorySize)
  if ($busy -gt 90) { Write-Wrong "The processor is $busy % busy" } else { Write-Good "The processor is $busy % busy" }
  if ($free -lt 5) { Write-Wrong "Only $free % of the memory is free" } else { Write-Good "$free % of the memory is free" }
  foreach ($disk in @(Get-CimInstance -ClassName Win32_LogicalDisk -Filter 'DriveType=3' | Where-Object { $_.Size -gt 0 })) {
    $left = [Math]::Round(100 * $disk.FreeSpace / $disk.Size)
    if ($left -lt 3) { Write-Wrong "Only $left % of $($disk.DeviceID) is free" } else { Write-Good "$left % of $($disk.DeviceID) is free" }
  }
  $top = @(Get-Process | Sort-Object -Property CPU -Descending | Select-Object -First 3 | ForEach-Object { $_.ProcessName })
  Write-Fact "Most processor time: $($top -join ', ')"
  $slept = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-Kernel-Power'; Id = 42; StartTime = (Get-Date).AddDays(-7) } -ErrorAction SilentlyContinue)
  if ($slept.Count -gt 0) { Write-Fact "It went to sleep $($slept.Count) times in the last 7 days; a sleeping computer cannot be reached" }
}
