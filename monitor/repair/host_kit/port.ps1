
Invoke-Part 'Who answers on the port' {
  $port = Get-RdpPort
  Write-Fact "The listener's port is $port; from outside port $($Seen.Port) was used"
  if ($port -ne $Seen.Port) {
    Write-Fact "That is right only where something forwards $($Seen.Port) to $port"
  }
  $listening = @(Get-NetTCPConnection -State Listen -LocalPort $port -ErrorAction SilentlyContinue)
  $service = Get-ServiceFacts 'TermService'
  if ($listening.Count -eq 0) {
    Write-Wrong "Nothing listens on port $port"
    Invoke-Change 'TermService' 'Restart Remote Desktop Services (open sessions are disconnected)' '' {
      Restart-Service -Name TermService -Force
    }
  }
  foreach ($owner in @($listening | ForEach-Object { $_.OwningProcess } | Select-Object -Unique)) {
    if ($owner -eq $service.ProcessId) {
      Write-Good "Remote Desktop Services listens on port $port"
    } else {
      $process = Get-Process -Id $owner -ErrorAction SilentlyContinue
      Write-Wrong "Another program listens on port ${port}: $($process.ProcessName) (process $owner). Give it another port, then restart TermService"
    }
  }
}
