
Invoke-Part 'Services' {
  foreach ($name in 'TermService', 'SessionEnv', 'CertPropSvc', 'KeyIso', 'CryptSvc') {
    $service = Get-ServiceFacts $name
    if ($null -eq $service) {
      Write-Wrong "The service $name does not exist here"
      continue
    }
    $state = "$name ($($service.DisplayName)): $($service.State), start $($service.StartMode)"
    if ($service.StartMode -eq 'Disabled') {
      Write-Wrong $state
      Invoke-Change $name "Let the service $name start when it is needed" "Set-Service -Name $name -StartupType Disabled" {
        Set-Service -Name $name -StartupType Manual
      }
    } elseif ($service.State -ne 'Running' -and @('TermService', 'SessionEnv') -contains $name) {
      Write-Wrong $state
    } else {
      Write-Good $state
      continue
    }
    if (@('TermService', 'SessionEnv') -contains $name) {
      Invoke-Change $name "Start the service $name" "Stop-Service -Name $name -Force" {
        Start-Service -Name $name
      }
    }
  }
}
