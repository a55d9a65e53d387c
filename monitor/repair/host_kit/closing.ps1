
Write-Part 'Result'
Write-Output "$($State.Wrong) found wrong, $($State.Changed) changed."
if (-not $State.Mend -and $State.Wrong -gt 0) { Write-Output 'Nothing was changed. Run it again with -Fix to be asked about each change.' }
if ($State.Changed -gt 0) {
  Write-Output "Copies and transcript: $($State.Folder)"
  Write-Output 'To undo, run these as administrator, in this order:'
  foreach ($line in $State.Undo) { Write-Output "  $line" }
  if ($State.Undo.Count -eq 0) { Write-Output '  (only services were restarted: nothing to undo)' }
  Write-Output 'Then: Restart-Service -Name TermService -Force'
}
if ($State.Recorded) { Stop-Transcript | Out-Null }
