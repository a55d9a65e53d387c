
# Microsoft's fourth step: protocols and cipher suites of SCHANNEL.
Invoke-Part 'TLS' {
  $protocols = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'
  foreach ($version in 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3') {
    $key = "$protocols\$version\Server"
    $enabled = Get-RegistryValue $key 'Enabled'
    $byDefault = Get-RegistryValue $key 'DisabledByDefault'
    $off = $enabled -eq 0 -or ($null -ne $byDefault -and $byDefault -ne 0)
    if ($version -eq 'TLS 1.2' -and $off) {
      Write-Wrong 'TLS 1.2 is switched off for servers'
      $before = "$(Get-RegistryUndo $key Enabled); $(Get-RegistryUndo $key DisabledByDefault)"
      Invoke-Change 'SCHANNEL' 'Switch TLS 1.2 on (works after a restart of Windows)' $before {
        Set-ItemProperty -LiteralPath $key -Name Enabled -Value 1 -Type DWord
        Set-ItemProperty -LiteralPath $key -Name DisabledByDefault -Value 0 -Type DWord
      }
    } elseif ($off) {
      Write-Fact "$version is switched off"
    } else {
      Write-Fact "${version}: $(if ($null -eq $enabled) { 'as Windows has it' } else { 'switched on' })"
    }
  }
  $order = Get-RegistryValue 'HKLM:\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002' 'Functions'
  if ($order) { Write-Fact "Group Policy sets the cipher suites: $(@($order).Count) entries; keep ECDHE with AES-GCM among them" }
  $suites = @(Get-TlsCipherSuite -ErrorAction SilentlyContinue | Where-Object { $_.Name -like 'TLS_ECDHE_RSA_WITH_AES_*_GCM_*' -or $_.Name -like 'TLS_AES_*' })
  if ($suites.Count -gt 0) { Write-Good "$($suites.Count) strong cipher suites are offered" } else { Write-Wrong 'No strong cipher suite is offered (ECDHE with AES-GCM)' }
  $layer = Get-RegistryValue $Listener 'SecurityLayer'
  if ($layer -eq 0) {
    Write-Wrong 'The security layer is the old RDP one (SecurityLayer = 0), without TLS'
    Invoke-Change 'SecurityLayer' 'Let clients use TLS' (Get-RegistryUndo $Listener SecurityLayer) {
      Set-ItemProperty -LiteralPath $Listener -Name SecurityLayer -Value 2
    }
  } else {
    Write-Good "The security layer allows TLS (SecurityLayer = $layer)"
  }
}
