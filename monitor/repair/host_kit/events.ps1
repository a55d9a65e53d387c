
Invoke-Part 'System log, last 30 days' {
  $meaning = @{
    1006 = 'many connections broken off: a scan or an attack'
    1050 = 'encryption level and security layer did not fit; corrected'
    1051 = 'the selected certificate cannot be used; the default one is'
    1052 = 'the selected certificate ends soon'
    1053 = 'the selected certificate has ended'
    1054 = 'the certificate is not for server authentication'
    1055 = 'the private key cannot be read: see its rights'
    1057 = 'no certificate could be made: see the rights of MachineKeys'
    1058 = 'the ended certificate could not be replaced: see the rights of MachineKeys'
    1059 = 'the selection of the certificate was wrong and was reset'
    1062 = 'the template gives a wrong subject name'
    1065 = 'the ended certificate of the template could not be replaced'
    36870 = 'Schannel cannot read the private key'
    36871 = 'Schannel cannot use TLS: protocols are switched off'
    36872 = 'the certificate chain is incomplete'
    36874 = 'no cipher suite in common with a client'
  }
  $ids = [int[]]@($meaning.Keys)
  $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'System'; Id = $ids; StartTime = (Get-Date).AddDays(-30) } -ErrorAction SilentlyContinue |
      Where-Object { $_.ProviderName -match 'TerminalServices|TermService|TermDD|Schannel' })
  foreach ($group in @($events | Group-Object -Property Id | Sort-Object -Property Count -Descending)) {
    $last = ($group.Group | Sort-Object -Property TimeCreated -Descending | Select-Object -First 1).TimeCreated
    Write-Fact "$($group.Name): $($group.Count) times, last $($last.ToUniversalTime().ToString('u')): $($meaning[[int]$group.Name])"
  }
  if ($events.Count -eq 0) { Write-Good 'Nothing about certificates, keys or TLS' }
}
