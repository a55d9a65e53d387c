; Ends the copy that runs from a folder, so that its files can be replaced or removed.

; Says by the error flag whether FILE, which exists, can be written now: a running program cannot.
!macro try_to_write FILE
  ClearErrors
  ${If} ${FileExists} "${FILE}"
    FileOpen $8 "${FILE}" a
    ${IfNot} ${Errors}
      FileClose $8
    ${EndIf}
  ${EndIf}
!macroend

; end_running_copy FOLDER RAN: the tray program is asked to end, and RAN becomes 1 where there was
; one. Where a program still runs after that, the user may close it and go on; a silent setup ends
; with code 2, having changed nothing. Uses $6 to $9.
!macro end_running_copy FOLDER RAN
  !define LOCAL "${__LINE__}"
  try_${LOCAL}:
  StrCpy $7 0
  !insertmacro try_to_write "${FOLDER}\${TRAY}"
  ${If} ${Errors}
    StrCpy ${RAN} 1
    DetailPrint "$(ending)"
    ExecWait '"${FOLDER}\${TRAY}" --quit' $6
  ${EndIf}
  ; Windows lets go of the file of a program a moment after its end.
  ${For} $7 1 50
    !insertmacro try_to_write "${FOLDER}\${TRAY}"
    ${IfNot} ${Errors}
      !insertmacro try_to_write "${FOLDER}\rdpready.exe"
    ${EndIf}
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    Sleep 100
  ${Next}
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(still_runs)" /SD IDCANCEL IDRETRY try_${LOCAL}
    SetErrorLevel 2
    Quit
  ${EndIf}
  !undef LOCAL
!macroend
