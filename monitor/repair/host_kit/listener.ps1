
Invoke-Part 'Remote Desktop is switched on' {
  $denied = Get-RegistryValue $Policy 'fDenyTSConnections'
  if ($denied -eq 1) {
    Write-Wrong 'Group Policy switches Remote Desktop off (fDenyTSConnections = 1): change it there'
  } elseif ((Get-RegistryValue $TerminalServer 'fDenyTSConnections') -ne 0 -and $null -eq $denied) {
    Write-Wrong 'Remote Desktop is switched off (fDenyTSConnections is not 0)'
    Invoke-Change 'fDenyTSConnections' 'Switch Remote Desktop on' (Get-RegistryUndo $TerminalServer fDenyTSConnections) {
      Set-ItemProperty -LiteralPath $TerminalServer -Name fDenyTSConnections -Value 0
    }
  } else {
    Write-Good 'Remote Desktop is switched on'
  }
  if (-not (Test-Path -LiteralPath $Listener)) {
    Write-Wrong 'The listener RDP-Tcp is missing from the registry: take it from a computer with the same Windows'
    return
  }
  if ((Get-RegistryValue $Listener 'fEnableWinStation') -eq 0) {
    Write-Wrong 'The listener RDP-Tcp is switched off (fEnableWinStation = 0)'
    Invoke-Change 'fEnableWinStation' 'Switch the listener RDP-Tcp on' (Get-RegistryUndo $Listener fEnableWinStation) {
      Set-ItemProperty -LiteralPath $Listener -Name fEnableWinStation -Value 1
    }
  } else {
    Write-Good 'The listener RDP-Tcp is switched on'
  }
}
