
Invoke-Part 'Clock' {
  Write-Fact "Now: $((Get-Date).ToUniversalTime().ToString('u')); zone $([System.TimeZoneInfo]::Local.Id)"
  if ($null -ne $Seen.SkewSeconds) { Write-Fact "From outside this clock was $($Seen.SkewSeconds) seconds ahead (minus: behind)" }
  $kind = Get-RegistryValue 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time\Parameters' 'Type'
  Write-Fact "Time comes from: $kind, $(Get-RegistryValue 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time\Parameters' 'NtpServer')"
  $service = Get-ServiceFacts 'W32Time'
  if ($kind -eq 'NoSync') { Write-Wrong 'The clock is set by nobody (Type = NoSync)' }
  if ($service.StartMode -eq 'Disabled') {
    Write-Wrong 'The time service is disabled'
    Invoke-Change 'W32Time' 'Let the time service start' 'Set-Service -Name W32Time -StartupType Disabled' {
      Set-Service -Name W32Time -StartupType Manual
    }
  }
  if ($Seen.Found -contains 'identity.clock_skew' -or $Seen.Found -contains 'certificate.not_yet_valid') {
    Write-Wrong 'Seen from outside, one of the two clocks is wrong; compare the time above with a phone'
    Invoke-Change 'W32Time' 'Set the clock by its time source now' '' {
      Start-Service -Name W32Time
      & w32tm.exe /resync /force | Out-Null
      if ($LASTEXITCODE -ne 0) { throw "w32tm ended with $LASTEXITCODE." }
    }
  }
}
