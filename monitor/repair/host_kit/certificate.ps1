
# Microsoft's second step: away with the ended one; the service makes a new one when it restarts.
Invoke-Part 'Certificate' {
  $inUse = (Get-ListenerSetting).SSLCertificateSHA1Hash
  Write-Fact "In use: $inUse"
  if ($Seen.Sha1) {
    Write-Fact "Seen from outside: $($Seen.Sha1), $($Seen.Subject), until $($Seen.NotAfter)"
    if ($inUse -and $inUse -ne $Seen.Sha1) {
      Write-Fact 'These differ: it was renewed since, or another computer answers from outside'
    }
  }
  $own = @(Get-ChildItem -LiteralPath $OwnStore -ErrorAction SilentlyContinue)
  if ($own.Count -eq 0) {
    Write-Wrong 'The store Remote Desktop holds no certificate'
    Invoke-Change 'SessionEnv' 'Restart Remote Desktop Configuration, which makes a certificate' '' {
      Restart-Service -Name SessionEnv -Force
    }
  }
  foreach ($certificate in $own) {
    $text = "$($certificate.Subject), $($certificate.NotBefore.ToUniversalTime().ToString('u')) to $($certificate.NotAfter.ToUniversalTime().ToString('u')), $($certificate.Thumbprint)"
    $ended = $certificate.NotAfter -lt (Get-Date).AddDays(14)
    if (-not $ended -and $certificate.HasPrivateKey) {
      Write-Good $text
      continue
    }
    if ($ended) { Write-Wrong "It has ended or ends within two weeks: $text" } else { Write-Wrong "Its private key is missing: $text" }
    $copy = if ($State.Folder) { Join-Path $State.Folder ($certificate.Thumbprint + '.cer') } else { '' }
    Invoke-Change $certificate.Thumbprint 'Remove this certificate and have a new one made' "Import-Certificate -FilePath $(ConvertTo-Literal $copy) -CertStoreLocation '$OwnStore'; certutil.exe -repairstore 'Remote Desktop' $($certificate.Thumbprint)" {
      # The key stays where it is: no copy of it can be made, and the new certificate may use it.
      if (-not (Test-Path -LiteralPath $copy)) { throw 'There is no copy of it.' }
      Remove-Item -LiteralPath "$OwnStore\$($certificate.Thumbprint)"
      Restart-Service -Name SessionEnv -Force
    }
  }
  if ($State.Changed -gt 0) {
    for ($second = 0; $second -lt 20; $second++) {
      $new = @(Get-ChildItem -LiteralPath $OwnStore -ErrorAction SilentlyContinue | Where-Object { $_.NotAfter -gt (Get-Date) })
      if ($new.Count -gt 0) { break }
      Start-Sleep -Seconds 1
    }
    if ($new.Count -gt 0) {
      Write-Good "Valid now: $($new[0].Thumbprint), until $($new[0].NotAfter.ToUniversalTime().ToString('u'))"
    } else {
      Write-Wrong 'No valid certificate was made yet'
      Invoke-Change 'TermService' 'Restart Remote Desktop Services, which makes a certificate (open sessions are disconnected)' '' {
        Restart-Service -Name TermService -Force
      }
    }
  }
  foreach ($certificate in @(Get-ChildItem -LiteralPath 'Cert:\LocalMachine\My' | Where-Object { $_.Thumbprint -eq $inUse })) {
    if ($certificate.NotAfter -lt (Get-Date).AddDays(14)) {
      Write-Wrong "The selected certificate ends or ended on $($certificate.NotAfter.ToUniversalTime().ToString('u')): get a new one from its issuer ($($certificate.Issuer)) and select it"
    } else {
      Write-Good "The selected certificate, $($certificate.Subject), is from $($certificate.Issuer)"
    }
  }
}
