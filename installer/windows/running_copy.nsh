; Ends the copy that runs from a folder, so that its files can be replaced or removed.

; is_in_use FILE RESULT: 1 where FILE cannot be written now, as a running program cannot; else 0.
!macro is_in_use FILE RESULT
  StrCpy ${RESULT} 0
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $9 "${FILE}" a
    ${If} ${Errors}
      StrCpy ${RESULT} 1
    ${Else}
      FileClose $9
    ${EndIf}
  ${EndIf}
!macroend

; end_running_copy FOLDER RAN: the tray program is asked to end, and RAN becomes 1 where there was
; one. Where a program still runs after that, the user may close it and go on; a silent setup ends
; with code 2, and all is as it was. Uses $6 to $9.
!macro end_running_copy FOLDER RAN
  !define LOCAL "${__LINE__}"
  try_${LOCAL}:
  ; Windows lets go of the file of a program a moment after its end; one that is just starting does
  ; not hear the first time.
  ${For} $7 1 50
    !insertmacro is_in_use "${FOLDER}\${TRAY}" $6
    ${If} $6 == 1
      StrCpy ${RAN} 1
      DetailPrint "$(ending)"
      ; With a place for what it says, lest it opens a box.
      nsExec::ExecToStack '"${FOLDER}\${TRAY}" --quit'
      Pop $8
      Pop $9
      ${If} $8 != 0
        ${Break}
      ${EndIf}
    ${Else}
      !insertmacro is_in_use "${FOLDER}\rdpready.exe" $6
    ${EndIf}
    ${If} $6 == 0
      ${Break}
    ${EndIf}
    Sleep 100
  ${Next}
  ${If} $6 == 1
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(still_runs)" /SD IDCANCEL IDRETRY try_${LOCAL}
    ${If} ${RAN} == 1
      Exec '"${FOLDER}\${TRAY}"'
    ${EndIf}
    SetErrorLevel 2
    Quit
  ${EndIf}
  !undef LOCAL
!macroend
