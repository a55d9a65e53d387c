; RDP Ready for one user: no administrator, nothing outside the user's own folders.
;   makensis -DVERSION=0.1.0 -DFILES=FOLDER -DICON=FILE -DOUT=FILE [-DSIGN=PROGRAM] setup.nsi
; FILES holds what gets installed. Switches of the result: ../README.md.
; 32-bit Windows does not start a 64-bit program and says so itself.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
AllowSkipFiles off ; a silent setup that cannot write a file has failed

!define NAME "RDP Ready"
!define TRAY "rdpready-tray.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; Where Task Manager notes that the user does not want an entry of RUN_KEY.
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; Windows 10 1809, the oldest that still gets fixes from Microsoft.
!define OLDEST_BUILD 17763
; Windows wants a path to be shorter than 260; the longest file name here is that of the tray.
!define LONGEST_FOLDER 240

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} Setup"
VIAddVersionKey "CompanyName" "RDP Ready"
VIAddVersionKey "LegalCopyright" "© The RDP Ready authors"
!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"'
!endif

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include "shortcut_identity.nsh"
!include "running_copy.nsh"

Var start_at_login ; 1 or 0, as wished; empty: not said
Var update         ; 1 where a copy is installed already
Var was_running    ; 1 where that copy ran and has been ended

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp" ; one point, which fills the side of the last page
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST " "
!define MUI_COMPONENTSPAGE_TEXT_INSTTYPE " "
!define MUI_FINISHPAGE_RUN "$INSTDIR\${TRAY}"
!define MUI_FINISHPAGE_RUN_PARAMETERS "--show"
!define MUI_PAGE_HEADER_SUBTEXT "$(for_you_alone)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(about_at_login)"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_SUBTEXT " "
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(about_own_data)"
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!include "setup_texts.nsh"

; stop TEXT: says why nothing was done, and ends with code 2.
!macro stop TEXT
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

Section "$(programs)" programs
  SectionIn RO
  SetShellVarContext current
  Call end_older_copy
  SetOutPath "$INSTDIR"
  File "${FILES}\rdpready.exe"
  File "${FILES}\${TRAY}"
  File "${FILES}\LICENSE.txt"
  File "${FILES}\LIBRARIES.txt"
  File "${FILES}\README.txt"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${TRAY}" "--show"
  !insertmacro identify_shortcut "$SMPROGRAMS\${NAME}.lnk" "RDPReady.Tray"

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${TRAY},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "RDP Ready"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  DeleteRegValue HKCU "${RUN_KEY}" "${NAME}" ; the next section puts it back
SectionEnd

Section "$(at_login)" at_login
  WriteRegStr HKCU "${RUN_KEY}" "${NAME}" '"$INSTDIR\${TRAY}"'
  ; What was turned off in Task Manager stays off, unless this start of setup asks for it.
  ${If} $start_at_login == 1
    DeleteRegValue HKCU "${APPROVED_KEY}" "${NAME}"
  ${EndIf}
SectionEnd

Section "un.$(programs)" un_programs
  SectionIn RO
  SetShellVarContext current
  !insertmacro end_running_copy "$INSTDIR" $was_running
  DeleteRegValue HKCU "${RUN_KEY}" "${NAME}"
  DeleteRegValue HKCU "${APPROVED_KEY}" "${NAME}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$INSTDIR\rdpready.exe"
  Delete "$INSTDIR\${TRAY}"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\LIBRARIES.txt"
  Delete "$INSTDIR\README.txt"
  Delete "$INSTDIR\Uninstall.exe"
  SetOutPath "$TEMP" ; a folder that somebody is in cannot go
  RMDir "$INSTDIR"   ; only when nothing else is in it
  RMDir "$LOCALAPPDATA\Programs" ; as above
SectionEnd

Section /o "un.$(own_data)" un_own_data
  RMDir /r "$LOCALAPPDATA\${NAME}"
SectionEnd

Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro stop "$(too_old)"
  ${EndIf}
  StrLen $0 "$INSTDIR"
  ${If} $0 > ${LONGEST_FOLDER}
    !insertmacro stop "$(too_long)"
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    StrCpy $update 1
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro stop "$(newer_is_there)"
    ${EndIf}
  ${EndIf}
  Call choose_start
FunctionEnd

Function .onVerifyInstDir
  StrLen $0 "$INSTDIR"
  ${If} $0 > ${LONGEST_FOLDER}
    Abort
  ${EndIf}
FunctionEnd

; As the command line says; else an update keeps what is, and a first setup starts it at login.
Function choose_start
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART=" $start_at_login
  ${If} $start_at_login == ""
  ${AndIf} $update == 1
    ReadRegStr $1 HKCU "${RUN_KEY}" "${NAME}"
    ${If} $1 == ""
      !insertmacro UnselectSection ${at_login}
    ${EndIf}
  ${ElseIf} $start_at_login == 0
    !insertmacro UnselectSection ${at_login}
  ${EndIf}
FunctionEnd

; The copy to be replaced, which may be in another folder than this one will be.
Function end_older_copy
  ReadRegStr $5 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  !insertmacro end_running_copy "$INSTDIR" $was_running
  ${If} $5 != ""
  ${AndIf} $5 != $INSTDIR
  ${AndIf} ${FileExists} "$5\Uninstall.exe"
    !insertmacro end_running_copy "$5" $was_running
    ; In place, so that it has ended when this goes on; then it cannot remove itself.
    ExecWait '"$5\Uninstall.exe" /S _?=$5'
    Delete "$5\Uninstall.exe"
    RMDir "$5"
  ${EndIf}
FunctionEnd

Function .onInstSuccess
  ${If} $was_running == 1
    Exec '"$INSTDIR\${TRAY}"'
  ${EndIf}
FunctionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA=" $1
  ${If} $1 == 1
    !insertmacro SelectSection ${un_own_data}
  ${EndIf}
FunctionEnd
