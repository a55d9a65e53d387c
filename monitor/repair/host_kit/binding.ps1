
# Microsoft's third step: a selected certificate that is not there makes every handshake fail.
Invoke-Part 'Which certificate is selected' {
  $broker = Get-ServiceFacts 'Tssdis'
  $there = @(Get-ChildItem -LiteralPath 'Cert:\LocalMachine\My', $OwnStore -ErrorAction SilentlyContinue)
  $found = $false
  foreach ($name in 'SSLCertificateSHA1Hash', 'SSLCertificateSHA1HashValue') {
    $bytes = Get-RegistryValue $Listener $name
    if ($null -eq $bytes) { continue }
    $found = $true
    $print = ([System.BitConverter]::ToString([byte[]]$bytes)) -replace '-', ''
    $selected = @($there | Where-Object { $_.Thumbprint -eq $print })
    if ($selected.Count -gt 0 -and $selected[0].HasPrivateKey) {
      Write-Good "$name selects $print, which is there with its key"
      continue
    }
    Write-Wrong "$name selects $print, which is not there or has no key"
    if ($broker) {
      Write-Fact 'This is a Connection Broker: select the certificate in its deployment settings instead'
      continue
    }
    $before = "Set-ItemProperty -LiteralPath '$Listener' -Name $name -Type Binary -Value ([byte[]]($($bytes -join ', ')))"
    Invoke-Change $name 'Remove the selection and restart Remote Desktop Services (open sessions are disconnected)' $before {
      Remove-ItemProperty -LiteralPath $Listener -Name $name
      Restart-Service -Name TermService -Force
    }
  }
  if (-not $found) { Write-Good 'None is selected: Remote Desktop uses the one it made itself' }
  $template = Get-RegistryValue $Policy 'CertTemplateName'
  if ($template) {
    Write-Fact "Group Policy asks for certificates of the template '$template'; its name and display name must be equal"
  }
}
