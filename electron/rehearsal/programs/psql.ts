import { quoted, type StandInParts } from './stand-ins.ts';

/** `psql -h HOST -U USER -d DATABASE [-At] -c SQL`. */
export const psql = ({ sqlUrl, caFile }: StandInParts): string => `#!/bin/sh
# Stands in for psql in a rehearsal: it reaches the rehearsal environment and nothing else.
set -eu
url=${quoted(`${sqlUrl}/query`)}
ca=${quoted(caFile)}

host='' sql='' bare=0
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --host) shift; host=\${1:-} ;;
    --host=*) host=\${1#*=} ;;
    -c | --command) shift; sql="$sql\${1:-};" ;;
    --command=*) sql="$sql\${1#*=};" ;;
    -At | -tA | -A | -t) bare=1 ;;
    -U | -d | -p | -v) shift ;;
    *) ;;
  esac
  shift
done
if [ -z "$host" ] || [ -z "$sql" ]; then
  echo 'psql: error: in a rehearsal psql needs -h HOST and -c SQL' >&2
  exit 2
fi
answer=$(curl --silent --show-error --max-time 20 --cacert "$ca" --write-out '%{http_code}' \\
  --data-urlencode "host=$host" --data-urlencode "sql=$sql" --data-urlencode "bare=$bare" "$url") || {
  echo 'psql: error: the rehearsal environment does not answer' >&2
  exit 2
}
code=$(printf '%s' "$answer" | tail -c 3)
text=$(printf '%s' "$answer" | sed '$s/...$//')
case "$code" in
  200) printf '%s\\n' "$text" ;;
  422) printf '%s\\n' "$text" >&2; exit 1 ;;
  *) printf '%s\\n' "$text" >&2; exit 2 ;;
esac
`;
