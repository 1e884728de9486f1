import { quoted, type StandInParts } from './stand-ins.ts';

/** `gcloud sql instances clone SOURCE CLONE --point-in-time=TIME` and `gcloud sql instances describe NAME`. */
export const gcloud = ({ sqlUrl, caFile }: StandInParts): string => `#!/bin/sh
# Stands in for gcloud in a rehearsal: it reaches the rehearsal environment and nothing else.
set -eu
url=${quoted(`${sqlUrl}/v1/projects/rehearsal`)}
ca=${quoted(caFile)}

fail() { echo "ERROR: (gcloud.sql.instances.$verb) $1" >&2; exit 1; }
# The value of a field of the answer.
field() { sed -n "s/.*\\"$1\\":\\"\\{0,1\\}\\([^\\",}]*\\).*/\\1/p"; }
# Asks, leaves the answer in $answer, and ends where it is a refusal.
ask() {
  answer=$(curl --silent --show-error --max-time 20 --cacert "$ca" --write-out '\\n%{http_code}' "$@") ||
    fail 'The rehearsal environment does not answer.'
  code=$(printf '%s' "$answer" | tail -n 1)
  answer=$(printf '%s\\n' "$answer" | sed '$d')
  [ "$code" = 200 ] || fail "[HTTPError $code] $(printf '%s' "$answer" | field message)"
}

verb=\${3:-}
if [ "\${1:-}" != sql ] || [ "\${2:-}" != instances ] || { [ "$verb" != clone ] && [ "$verb" != describe ]; }; then
  echo 'In a rehearsal gcloud knows: sql instances clone SOURCE CLONE --point-in-time=TIME, sql instances describe NAME.' >&2
  exit 2
fi
shift 3
source='' clone='' time=''
while [ $# -gt 0 ]; do
  case "$1" in
    --point-in-time=*) time=\${1#*=} ;;
    --point-in-time) shift; time=\${1:-} ;;
    --*) ;;
    *[!a-z0-9-]*) fail "Invalid value [$1]." ;;
    *) if [ -z "$source" ]; then source=$1; else clone=$1; fi ;;
  esac
  shift
done
[ -n "$source" ] || fail 'An instance must be named.'

if [ "$verb" = describe ]; then
  ask "$url/instances/$source"
  for name in name state databaseVersion dnsName; do echo "$name: $(printf '%s' "$answer" | field "$name")"; done
  exit 0
fi

[ -n "$clone" ] || fail 'The clone must be named.'
case "$time" in '' | *[!0-9TZ:.+-]*) fail "Invalid value for --point-in-time: [$time]." ;; esac
ask --header 'content-type: application/json' --data \\
  "{\\"cloneContext\\":{\\"destinationInstanceName\\":\\"$clone\\",\\"pointInTime\\":\\"$time\\"}}" "$url/instances/$source/clone"
operation=$(printf '%s' "$answer" | field name)
echo "Cloning Cloud SQL instance $source as it was at $time ..."
while :; do
  ask "$url/operations/$operation"
  [ "$(printf '%s' "$answer" | field status)" = DONE ] && break
  echo '  still cloning'
  sleep 1
done
ask "$url/instances/$clone"
echo "Created $clone, $(printf '%s' "$answer" | field state) at $(printf '%s' "$answer" | field dnsName)"
`;
