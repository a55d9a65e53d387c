<#
  RDP Ready: why can this computer not be reached by Remote Desktop?

  Run it ON the computer that people cannot connect to, as administrator. It only reports.

    powershell -ExecutionPolicy Bypass -File .\host-kit.ps1
    powershell -ExecutionPolicy Bypass -File .\host-kit.ps1 -Fix

  -Fix copies what it may change, asks before each change, writes a transcript, and ends with how
  to undo what was done. -WhatIf and -Confirm:$false work as everywhere.

  Without Remote Desktop:
    Azure         az vm run-command invoke --command-id RunPowerShellScript --scripts @host-kit.ps1
    Remoting      Invoke-Command -ComputerName NAME -FilePath .\host-kit.ps1
  Where no parameters can be given, the line $FixWithoutAsking below stands for them.

  Windows PowerShell 5.1; Windows 10 and 11, Windows Server 2016 to 2025. In Microsoft's order:
  services, listener, port, firewall, private key, certificate, its selection, TLS, sign-in, clock.
#>
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
  [switch]$Fix
)

# $true: mend what is found wrong, without a question. For Azure's Run command and Invoke-Command.
$FixWithoutAsking = $false

