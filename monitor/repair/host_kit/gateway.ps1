
Invoke-Part 'RD Gateway' {
  $service = Get-ServiceFacts 'TSGateway'
  if ($null -eq $service) {
    Write-Wrong 'There is no RD Gateway on this computer: run this on the gateway'
    return
  }
  if ($service.State -eq 'Running') {
    Write-Good "TSGateway is running, start $($service.StartMode)"
  } else {
    Write-Wrong "TSGateway is $($service.State), start $($service.StartMode)"
    Invoke-Change 'TSGateway' 'Start the RD Gateway' 'Stop-Service -Name TSGateway -Force' {
      Start-Service -Name TSGateway
    }
  }
  $listening = @(Get-NetTCPConnection -State Listen -LocalPort $Seen.GatewayPort -ErrorAction SilentlyContinue)
  if ($listening.Count -eq 0) {
    Write-Wrong "Nothing listens on port $($Seen.GatewayPort)"
  } elseif (@($listening | Where-Object { $_.OwningProcess -ne 4 }).Count -gt 0) {
    Write-Wrong "Another program than Windows' own web server listens on port $($Seen.GatewayPort)"
  } else {
    Write-Good "Windows' own web server listens on port $($Seen.GatewayPort)"
  }
  $settings = Get-CimInstance -Namespace root\cimv2\TerminalServices -ClassName Win32_TSGatewayServerSettings
  $print = ([System.BitConverter]::ToString([byte[]]$settings.CertHash)) -replace '-', ''
  $certificate = @(Get-ChildItem -LiteralPath 'Cert:\LocalMachine\My' | Where-Object { $_.Thumbprint -eq $print })
  if ($certificate.Count -eq 0) {
    Write-Wrong "The certificate of the gateway ($print) is not in the store: select one in RD Gateway Manager"
  } elseif ($certificate[0].NotAfter -lt (Get-Date).AddDays(14)) {
    Write-Wrong "The certificate of the gateway ends or ended on $($certificate[0].NotAfter.ToUniversalTime().ToString('u')): get a new one and select it in RD Gateway Manager"
  } else {
    Write-Good "The certificate of the gateway: $($certificate[0].Subject), until $($certificate[0].NotAfter.ToUniversalTime().ToString('u'))"
  }
}
