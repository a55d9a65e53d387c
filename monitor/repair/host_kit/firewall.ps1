
# By resource and port, never by a rule's name: names are in the language of the Windows.
Invoke-Part 'Firewall' {
  $port = Get-RdpPort
  $group = @(Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' -ErrorAction SilentlyContinue)
  $off = @($group | Where-Object { $_.Enabled -ne 'True' } | ForEach-Object { $_.Name })
  if ($group.Count -eq 0) {
    Write-Wrong 'The rules of the group Remote Desktop do not exist here'
  } elseif ($off.Count -gt 0) {
    Write-Wrong "Rules of the group Remote Desktop are off: $($off -join ', ')"
    $names = @($off | ForEach-Object { ConvertTo-Literal $_ }) -join ', '
    Invoke-Change 'Windows Firewall' 'Switch on the rules of the group Remote Desktop' "Disable-NetFirewallRule -Name $names" {
      Enable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'
    }
  } else {
    Write-Good 'The rules of the group Remote Desktop are on'
  }
  $ours = @(Get-NetFirewallPortFilter -Protocol TCP | Where-Object { $_.LocalPort -contains "$port" } | Get-NetFirewallRule |
      Where-Object { $_.Direction -eq 'Inbound' -and $_.Enabled -eq 'True' })
  foreach ($rule in @($ours | Where-Object { $_.Action -eq 'Block' })) {
    Write-Wrong "The rule '$($rule.DisplayName)' ($($rule.Name)) blocks port $port"
  }
  $allowed = @($ours | Where-Object { $_.Action -eq 'Allow' } | ForEach-Object { "$($_.Profile)" })
  if ($allowed.Count -eq 0) { Write-Wrong "No rule lets port $port in" }
  foreach ($network in @(Get-NetConnectionProfile -ErrorAction SilentlyContinue)) {
    $kind = "$($network.NetworkCategory)" -replace 'DomainAuthenticated', 'Domain'
    $lets = @($allowed | Where-Object { $_ -eq 'Any' -or $_ -like "*$kind*" })
    if ($allowed.Count -gt 0 -and $lets.Count -eq 0) {
      Write-Wrong "Port $port is let in, but not on '$($network.Name)', which is treated as $kind"
    }
  }
  Write-Fact 'The rules Remote Desktop (WebSocket), ports 3387 and 3392, are not needed by ordinary clients'
  Write-Fact 'A cloud has a firewall of its own in front of this one (network security group)'
}
