
Invoke-Part 'Sign-in' {
  $setting = Get-ListenerSetting
  Write-Fact "Security layer $($setting.SecurityLayer), encryption level $($setting.MinEncryptionLevel), network level authentication $($setting.UserAuthenticationRequired)"
  $byPolicy = Get-RegistryValue $Policy 'UserAuthentication'
  if ($setting.UserAuthenticationRequired -ne 0) {
    Write-Good 'Network Level Authentication is required'
  } elseif ($null -ne $byPolicy) {
    Write-Fact 'Network Level Authentication is not required, by Group Policy'
  } elseif ($Seen.Found -contains 'rdp.nla_not_required') {
    Write-Wrong 'Network Level Authentication is not required'
    Invoke-Change 'UserAuthentication' 'Require Network Level Authentication' (Get-RegistryUndo $Listener UserAuthentication) {
      Set-ItemProperty -LiteralPath $Listener -Name UserAuthentication -Value 1
    }
  } else {
    Write-Fact 'Network Level Authentication is not required'
  }
  $members = @(Get-LocalGroupMember -SID 'S-1-5-32-555' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })
  Write-Fact "Beside administrators these may sign in (Remote Desktop Users): $($members -join ', ')"
  if ($Seen.Found -contains 'rdp.client_certificate_required' -or $Seen.Found -contains 'rdp.entra_required') {
    Write-Fact 'From outside it asked for a client certificate or a work account: see the policies of your company'
  }
}
