
# Microsoft's first step. Wanted on the folder: Administrators full, Everyone read and write; on the
# key: SYSTEM full, NETWORK SERVICE read. Without these the service can neither use nor replace it.
Invoke-Part 'Private key of the certificate' {
  $rights = @{
    'F' = [System.Security.AccessControl.FileSystemRights]::FullControl
    'R' = [System.Security.AccessControl.FileSystemRights]::Read
    'R,W' = [System.Security.AccessControl.FileSystemRights]'Read, Write'
  }
  $keys = @(Get-ChildItem -LiteralPath $KeyFolder -Filter 'f686aace6942fb7f7ceb231212eef4a4_*' -Force -ErrorAction SilentlyContinue |
      ForEach-Object { $_.FullName })
  if ($keys.Count -eq 0) { Write-Fact 'Remote Desktop has no key of its own yet' }
  foreach ($place in @($KeyFolder) + $keys) {
    $wanted = if ($place -eq $KeyFolder) { @{ 'S-1-5-32-544' = 'F'; 'S-1-1-0' = 'R,W' } } else { @{ 'S-1-5-18' = 'F'; 'S-1-5-20' = 'R' } }
    $acl = Get-Acl -LiteralPath $place
    $rules = @($acl.GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier]) |
        Where-Object { $_.AccessControlType -eq 'Allow' })
    $missing = @($wanted.Keys | Where-Object {
        $who = $_
        $needs = [int]$rights[$wanted[$who]]
        @($rules | Where-Object { $_.IdentityReference.Value -eq $who -and ([int]$_.FileSystemRights -band $needs) -eq $needs }).Count -eq 0
      })
    if ($missing.Count -eq 0) {
      Write-Good "The service has its rights on $place"
      continue
    }
    $lacks = @($missing | ForEach-Object { "$_ ($($wanted[$_]))" }) -join ', '
    Write-Wrong "Rights are missing on ${place}: $lacks"
    Write-Fact 'S-1-5-18 is SYSTEM, S-1-5-20 NETWORK SERVICE, S-1-5-32-544 Administrators, S-1-1-0 Everyone'
    $file = ConvertTo-Literal $place
    $before = "`$acl = Get-Acl -LiteralPath $file; `$acl.SetSecurityDescriptorSddlForm($(ConvertTo-Literal $acl.Sddl)); Set-Acl -LiteralPath $file -AclObject `$acl"
    Invoke-Change $place 'Give back these rights and restart Remote Desktop Services (open sessions are disconnected)' $before {
      foreach ($who in $missing) {
        & icacls.exe $place /grant "*${who}:($($wanted[$who]))" /Q | Out-Null
        if ($LASTEXITCODE -ne 0) { throw "icacls ended with $LASTEXITCODE." }
      }
      Restart-Service -Name TermService -Force
    }
  }
}
