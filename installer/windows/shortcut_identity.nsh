; Gives a shortcut the AppUserModelID by which Windows knows whose notifications are shown.
; Microsoft, "Application User Model IDs": a property of the shell link, set through IPropertyStore.

!include Win\COM.nsh
!include Win\Propkey.nsh

; Uses $0 to $5. A shortcut without it still works.
!macro identify_shortcut FILE ID
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}", .r1)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}", .r2)'
    ${If} $1 P<> 0
    ${AndIf} $2 P<> 0
      ${IPersistFile::Load} $1 '("${FILE}", ${STGM_READWRITE})'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
      System::Call '*(&w${NSIS_MAX_STRLEN} "${ID}")p.r5'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r5)p.r4'
      ${IPropertyStore::SetValue} $2 '($3, $4)'
      ${IPropertyStore::Commit} $2 ""
      ${IPersistFile::Save} $1 '("${FILE}", 1)'
      System::Free $4
      System::Free $5
      System::Free $3
    ${EndIf}
    ${If} $2 P<> 0
      ${IUnknown::Release} $2 ""
    ${EndIf}
    ${If} $1 P<> 0
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend
