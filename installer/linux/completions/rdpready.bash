# Completion of rdpready's commands for bash: /usr/share/bash-completion/completions/rdpready

# Every code that "rdpready explain" knows; a test compares the list with the program's.
_rdpready_codes='
cache.certificate_outdated
cache.corrupt
certificate.changed
certificate.expired
certificate.expires_soon
certificate.name_mismatch
certificate.not_yet_valid
certificate.renewal_overdue
certificate.renewed
certificate.unreadable
certificate.untrusted
certificate.weak_key
certificate.weak_signature
certificate.wrong_purpose
client.firewall
client.repeated_disconnects
client.warnings_disabled
credential.blocked_by_policy
credential.duplicate
credential.malformed
credential.orphaned
credential.rejected
credential.stale
gateway.certificate.changed
gateway.certificate.expired
gateway.certificate.expires_soon
gateway.certificate.name_mismatch
gateway.certificate.not_yet_valid
gateway.certificate.renewal_overdue
gateway.certificate.renewed
gateway.certificate.unreadable
gateway.certificate.untrusted
gateway.certificate.weak_key
gateway.certificate.weak_signature
gateway.certificate.wrong_purpose
gateway.name.changed
gateway.name.lookup_timeout
gateway.name.not_found
gateway.not_a_gateway
gateway.service_down
gateway.tcp.refused
gateway.tcp.reset
gateway.tcp.slow
gateway.tcp.timeout
gateway.tcp.unreachable
gateway.tls.closed_in_handshake
gateway.tls.handshake_failed
gateway.tls.old_version
gateway.tls.timeout
gateway.tls.weak_cipher
identity.clock_skew
identity.other_computer
name.changed
name.lookup_timeout
name.not_found
network.offline
network.port_blocked
network.vpn_down
rdp.client_certificate_required
rdp.closed
rdp.entra_required
rdp.malformed
rdp.nla_not_required
rdp.no_answer
rdp.no_certificate_on_host
rdp.no_tls
rdp.not_rdp
rdp.refused
tcp.refused
tcp.reset
tcp.slow
tcp.timeout
tcp.unreachable
tls.closed_in_handshake
tls.handshake_failed
tls.old_version
tls.timeout
tls.weak_cipher
trend.failing_more_often
trend.slowing_down
trend.usual_outage
'

# Saved targets, one a line; silent where there are none.
_rdpready_names() {
  rdpready targets list --names --quiet 2>/dev/null
}

# Offers those lines of $1 that begin with the current word. Names may hold blanks, so what is
# offered is quoted as the shell wants it.
_rdpready_offer() {
  local line word=${cur#[\"\']}
  COMPREPLY=()
  while IFS= read -r line; do
    [[ -n $line && $line == "$word"* ]] || continue
    if [[ $cur == [\"\']* ]]; then
      COMPREPLY+=("$line")
    else
      COMPREPLY+=("$(printf '%q' "$line")")
    fi
  done <<<"$1"
}

# Offers those words of $1 that begin with the current word.
_rdpready_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_rdpready_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "${1:--f}" -- "$cur")
}

# The value of the option before the current word; fails where that takes none.
_rdpready_value() {
  case $prev in
    --data-dir | --out) _rdpready_files -d ;;
    --target) _rdpready_offer "$(_rdpready_names)" ;;
    --file | --textfile | --export) _rdpready_files ;;
    --authentication-level) _rdpready_words '0 1 2 3' ;;
    --sign-in) _rdpready_words 'nla session entra' ;;
    --identity) [[ $command == targets ]] && _rdpready_words 'on off' ;;
    --since) _rdpready_words '24h 7d 2w' ;;
    --for) _rdpready_words '30m 1h 1d' ;;
    --gateway | --timeout | --name | --user | --group | --every | --host | --only | --step | \
      --maintenance) COMPREPLY=() ;;
    *) return 1 ;;
  esac
}

_rdpready_options() {
  local general='--json --quiet --verbose --data-dir --help'
  local target='--name --gateway --user --group --authentication-level --sign-in --every
    --identity --maintenance'
  case $command${action:+ $action} in
    '') _rdpready_words "$general --version" ;;
    check) _rdpready_words "--file --saved --gateway --timeout --identity $general" ;;
    'targets add') _rdpready_words "$target $general" ;;
    'targets edit') _rdpready_words "--host $target $general" ;;
    'targets list') _rdpready_words "--names $general" ;;
    'targets import') _rdpready_words "--from-mstsc --from-clients --dry-run $general" ;;
    history) _rdpready_words "--since --export $general" ;;
    snooze) _rdpready_words "--for --until-tomorrow --until-fixed --off $general" ;;
    replay) _rdpready_words "--set $general" ;;
    metrics) _rdpready_words "--textfile $general" ;;
    credentials) _rdpready_words "--problems $general" ;;
    explain) _rdpready_words "--target $general" ;;
    fix) _rdpready_words "--plan --yes --only --full-clean $general" ;;
    host-kit) _rdpready_words "--out --force $general" ;;
    undo) _rdpready_words "--list --step $general" ;;
    support-bundle) _rdpready_words "--unredacted $general" ;;
    *) _rdpready_words "$general" ;;
  esac
}

_rdpready_arguments() {
  case $command${action:+ $action} in
    '')
      _rdpready_words 'check targets status history watch snooze replay explain metrics credentials cache fix
        host-kit undo support-bundle autostart'
      ;;
    check) [[ $saved ]] && _rdpready_offer "$(_rdpready_names)" ;;
    status | history | snooze | fix | host-kit | 'targets edit' | 'targets remove' | 'targets show')
      _rdpready_offer "$(_rdpready_names)"
      ;;
    targets) _rdpready_words 'add edit remove list show import export' ;;
    'targets import' | 'targets export' | replay | support-bundle) _rdpready_files ;;
    explain) _rdpready_words "$_rdpready_codes" ;;
    credentials) _rdpready_words 'list remove' ;;
    cache) _rdpready_words 'list clear' ;;
    autostart) _rdpready_words 'on off status' ;;
  esac
}

_rdpready() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' action='' saved='' word
  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      --saved) saved=yes ;;
      -*) ;;
      check | targets | status | history | watch | snooze | replay | explain | metrics | credentials | cache | fix | \
        host-kit | undo | support-bundle | autostart)
        [[ $command ]] || command=$word
        ;;
      add | edit | remove | list | show | import | export)
        [[ $command == targets && ! $action ]] && action=$word
        ;;
    esac
  done
  _rdpready_value && return
  if [[ $cur == -* ]]; then
    _rdpready_options
  else
    _rdpready_arguments
  fi
}

complete -F _rdpready rdpready
