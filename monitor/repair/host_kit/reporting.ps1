
$ErrorActionPreference = 'Stop'
$TerminalServer = 'HKLM:\SYSTEM\CurrentControlSet\Control\Terminal Server'
$Listener = "$TerminalServer\WinStations\RDP-Tcp"
$Policy = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services'
$KeyFolder = "$env:ProgramData\Microsoft\Crypto\RSA\MachineKeys"
$OwnStore = 'Cert:\LocalMachine\Remote Desktop'
$State = @{
  Run = $PSCmdlet
  Mend = $Fix -or $FixWithoutAsking
  Ask = -not $FixWithoutAsking
  Folder = $null
  Recorded = $false
  Undo = New-Object System.Collections.ArrayList
  Wrong = 0
  Changed = 0
}

function Write-Part([string]$Title) {
  Write-Output ''
  Write-Output "== $Title"
}

function Write-Fact([string]$Text) { Write-Output "        $Text" }

function Write-Good([string]$Text) { Write-Output "   ok   $Text" }

function Write-Wrong([string]$Text) {
  $State.Wrong++
  Write-Output "WRONG   $Text"
}

# Text in single quotes, so that a printed command means it and nothing else.
function ConvertTo-Literal([string]$Text) {
  "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Text) + "'"
}

# A value of the registry; nothing where there is none.
function Get-RegistryValue([string]$Key, [string]$Name) {
  $item = Get-ItemProperty -LiteralPath $Key -Name $Name -ErrorAction SilentlyContinue
  if ($null -ne $item) { $item.$Name }
}

# The command that gives a number of the registry back as it is now.
function Get-RegistryUndo([string]$Key, [string]$Name) {
  $now = Get-RegistryValue $Key $Name
  if ($null -eq $now) {
    "Remove-ItemProperty -LiteralPath $(ConvertTo-Literal $Key) -Name $Name"
  } else {
    "Set-ItemProperty -LiteralPath $(ConvertTo-Literal $Key) -Name $Name -Value $([int]$now)"
  }
}

function Get-ServiceFacts([string]$Name) {
  Get-CimInstance -ClassName Win32_Service -Filter "Name='$Name'"
}

function Get-RdpPort {
  $port = Get-RegistryValue $Listener 'PortNumber'
  if ($null -eq $port) { 3389 } else { [int]$port }
}

# What Remote Desktop itself says of its listener; nothing where it cannot be asked.
function Get-ListenerSetting {
  Get-CimInstance -Namespace root\cimv2\TerminalServices -ClassName Win32_TSGeneralSetting -Filter "TerminalName='RDP-Tcp'" -ErrorAction SilentlyContinue
}

# One change: only with -Fix, only after the copies are made, only if the answer is yes.
# $Undo is the command that takes it back; a change that fails leaves the others alone.
function Invoke-Change([string]$What, [string]$Does, [string]$Undo, [scriptblock]$Change) {
  if (-not $State.Mend) {
    Write-Output "  todo   $Does (run with -Fix)"
    return
  }
  if ($null -eq $State.Folder -and -not $WhatIfPreference) {
    Write-Output "  left   $Does (nothing is changed without a copy first)"
    return
  }
  try {
    if ($State.Ask -or $WhatIfPreference) {
      if (-not $State.Run.ShouldProcess($What, $Does)) {
        Write-Output "  left   $Does"
        return
      }
    }
  } catch {
    Write-Output "  left   $Does (nobody can be asked here; see `$FixWithoutAsking)"
    return
  }
  try {
    & $Change | Out-Null
    $State.Changed++
    if ($Undo) { [void]$State.Undo.Insert(0, $Undo) }
    Write-Output "  done   $Does"
  } catch {
    Write-Output "FAILED   ${Does}: $($_.Exception.Message)"
  }
}

# Each part by itself: one that cannot be looked at does not stop the next.
function Invoke-Part([string]$Title, [scriptblock]$Part) {
  Write-Part $Title
  try {
    & $Part
  } catch {
    Write-Output "   ??   This could not be looked at: $($_.Exception.Message)"
  }
}

# Copies first: settings, certificates, rights of the keys, firewall. Readable by administrators only.
function New-Backup {
  $name = Get-Date -Format 'yyyyMMdd-HHmmss'
  $folder = Join-Path $env:ProgramData "RDP Ready host kit\$name"
  New-Item -ItemType Directory -Path $folder -Force | Out-Null
  & icacls.exe $folder /inheritance:r /grant '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' /Q | Out-Null
  if ($LASTEXITCODE -ne 0) { throw 'The folder for the copies could not be protected.' }
  & reg.exe export 'HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server' (Join-Path $folder 'terminal-server.reg') /y | Out-Null
  if ($LASTEXITCODE -ne 0) { throw 'The Remote Desktop settings could not be copied.' }
  & reg.exe export 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL' (Join-Path $folder 'schannel.reg') /y | Out-Null
  if ($LASTEXITCODE -ne 0) { throw 'The TLS settings could not be copied.' }
  foreach ($certificate in @(Get-ChildItem -LiteralPath $OwnStore -ErrorAction SilentlyContinue)) {
    Export-Certificate -Cert $certificate -FilePath (Join-Path $folder ($certificate.Thumbprint + '.cer')) | Out-Null
  }
  Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' -ErrorAction SilentlyContinue |
    Select-Object -Property @('Name', 'Enabled', 'Profile', 'Action') |
    Export-Csv -LiteralPath (Join-Path $folder 'firewall.csv') -NoTypeInformation
  $folder
}

function Test-Administrator {
  $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
  $principal = New-Object Security.Principal.WindowsPrincipal($identity)
  $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

function Open-Report {
  Write-Output "RDP Ready host kit for $($Seen.Name) ($($Seen.Computer), port $($Seen.Port))"
  Write-Output "Seen from $($Seen.From), $($Seen.At): $($Seen.Found -join ', ')"
  if (-not (Test-Administrator)) {
    Write-Output 'This is not run as administrator: some parts cannot be looked at, and nothing can be changed.'
    $State.Mend = $false
  }
  if (-not $State.Mend -or $WhatIfPreference) { return }
  try {
    $State.Folder = New-Backup
    Write-Output "Copies of what may be changed: $($State.Folder)"
  } catch {
    Write-Output "No copies could be made, so nothing will be changed: $($_.Exception.Message)"
    return
  }
  try {
    Start-Transcript -LiteralPath (Join-Path $State.Folder 'transcript.txt') | Out-Null
    $State.Recorded = $true
  } catch {
    Write-Output 'A transcript cannot be written from here.'
  }
}

Open-Report
