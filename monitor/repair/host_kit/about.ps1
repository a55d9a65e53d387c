
Invoke-Part 'This computer' {
  $system = Get-CimInstance -ClassName Win32_OperatingSystem
  $computer = Get-CimInstance -ClassName Win32_ComputerSystem
  Write-Fact "$($computer.DNSHostName), $($computer.Domain), $($system.Caption) $($system.Version)"
  Write-Fact "Running since $($system.LastBootUpTime.ToUniversalTime().ToString('u'))"
  $addresses = @(Get-NetIPAddress -ErrorAction SilentlyContinue |
      Where-Object { $_.AddressState -eq 'Preferred' -and $_.InterfaceAlias -notlike 'Loopback*' } |
      ForEach-Object { $_.IPAddress })
  Write-Fact "Addresses: $($addresses -join ', ')"
  foreach ($network in @(Get-NetConnectionProfile -ErrorAction SilentlyContinue)) {
    Write-Fact "Network '$($network.Name)' is treated as $($network.NetworkCategory)"
  }
  if ($Seen.Addresses -and $addresses -and -not ($Seen.Addresses | Where-Object { $addresses -contains $_ })) {
    Write-Fact "From outside the name leads to $($Seen.Addresses -join ', '): a forwarding, or another computer"
  }
}
