#!/bin/sh
# Smoke tests of the services: one request each, answered with 200 by what does its work and with anything else by what
# does not. URL lists the services, one a line; URL/SERVICE/TARGET tests one.
#
#   smoke-test.sh --target canary|stable [--service ID] --url URL [--cacert FILE]
#   smoke-test.sh --full --url URL [--cacert FILE]        every service's stable
#
# Without --cacert, or with `system`, it trusts what this machine trusts.
# Ends with 0 and "All tests pass", or with 1 and how many failed; 2 when it was called in another way.
set -eu

target='' service='' url='' cacert=''
usage() {
  echo "smoke-test.sh: $1" >&2
  echo 'usage: smoke-test.sh (--target canary|stable | --full) [--service ID] --url URL [--cacert FILE]' >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case "$1" in
    --full) target=stable ;;
    --target | --service | --url | --cacert)
      [ $# -gt 1 ] || usage "$1 needs a value"
      case "$1" in
        --target) target=$2 ;;
        --service) service=$2 ;;
        --url) url=$2 ;;
        --cacert) cacert=$2 ;;
      esac
      shift
      ;;
    *) usage "what is $1?" ;;
  esac
  shift
done
case "$target" in canary | stable) ;; *) usage 'the target is canary or stable' ;; esac
case "$url" in http://* | https://*) ;; *) usage 'the URL is missing' ;; esac
case "$service" in *[!a-z0-9-]*) usage 'a service is named by a-z, 0-9 and -' ;; esac

# Asks one address: its answer, then the status in a line of its own.
ask() {
  set -- --silent --show-error --max-time 10 --write-out '\n%{http_code}\n' "$1"
  if [ "${cacert:-system}" != system ]; then set -- --cacert "$cacert" "$@"; fi
  curl "$@" 2>&1 || true
}

services=$service
if [ -z "$services" ]; then
  listed=$(ask "$url")
  if [ "$(printf '%s\n' "$listed" | tail -n 1)" != 200 ]; then
    echo "The services could not be listed: $(printf '%s\n' "$listed" | head -n 1)" >&2
    exit 1
  fi
  services=$(printf '%s\n' "$listed" | sed '$d')
fi

tested=0 failed=0
for each in $services; do
  answer=$(ask "$url/$each/$target")
  said=$(printf '%s\n' "$answer" | head -n 1)
  tested=$((tested + 1))
  if [ "$(printf '%s\n' "$answer" | tail -n 1)" = 200 ]; then
    echo "ok    $each $target: $said"
  else
    failed=$((failed + 1))
    echo "FAIL  $each $target: $said"
  fi
done
if [ "$tested" -eq 0 ]; then
  echo 'There was nothing to test.' >&2
  exit 1
fi
if [ "$failed" -gt 0 ]; then
  echo "$failed of $tested tests failed"
  exit 1
fi
echo 'All tests pass'
