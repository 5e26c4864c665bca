#!/usr/bin/env bash
# Both commands of the README in a bare Debian 12 that has python3 and git and nothing else. Needs root, mmdebstrap and a network.
# setup_in_chroot.sh [arguments for bin/test]; KEEP=1 leaves the folder for a look.
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
port=${PROOF_PORT:-8190}

if [ "${1:-}" != --inside-namespace ]; then
  # The mounts live in a namespace of their own, so that none is left behind however this ends.
  root=$(mktemp -d /var/tmp/bare-debian.XXXXXX)
  code=0
  unshare --mount --pid --fork --kill-child "$0" --inside-namespace "$root" "$@" || code=$?
  [ "${KEEP:-}" = 1 ] || rm -rf "$root"
  exit $code
fi
root=$2
shift 2

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\nFAILED: %s\n' "$*"; exit 1; }

say "A bare Debian 12"
mmdebstrap --quiet --variant=minbase --include=python3,git bookworm "$root" http://deb.debian.org/debian
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
# A machine behind a proxy has a certificate of its own and says so in its environment; a machine without one has neither.
certificates=/etc/ssl/certs/ca-certificates.crt
mkdir -p "$root/etc/ssl/certs" "$root/usr/local/share"
[ ! -f $certificates ] || cp $certificates "$root$certificates"
# Installing ca-certificates, which python3-venv brings along, makes that file anew from Debian's list and this folder.
[ ! -d /usr/local/share/ca-certificates ] || cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
passed_on=()
for name in HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy PIP_CERT PIP_INDEX_URL SSL_CERT_FILE NODE_EXTRA_CA_CERTS; do
  [ -z "${!name:-}" ] || passed_on+=("$name=${!name}")
done
find /etc/apt/apt.conf.d -name '99*' -exec cp {} "$root/etc/apt/apt.conf.d/" \;

search=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
enter=(chroot "$root" env -i PATH=$search HOME=/root PORT="$port" "${passed_on[@]}")
enter_as_developer=("${enter[@]}" setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/developer)
inside() { "${enter[@]}" "$@"; }
as_developer() { "${enter_as_developer[@]}" "$@"; }

for name in pip node npm sudo chromium; do
  if inside sh -c "command -v $name" >/dev/null; then fail "$name is there, so this Debian is not bare"; fi
done
git clone --quiet --no-local "$source_tree" "$root/srv/product"
inside useradd --create-home --uid 1000 developer
cp -r "$root/srv/product" "$root/home/developer/product"
inside chown -R developer /home/developer/product

say "Who may not install is told what to run"
code=0
told=$(as_developer /home/developer/product/bin/setup 2>&1) || code=$?
echo "$told"
[ $code -eq 3 ] || fail "bin/setup left with $code and not with 3"
command=$(sed -n "s/^ *sudo //p" <<<"$told")
[ -n "$command" ] || fail "no command was printed"

say "That command, as root, and nothing more"
inside sh -c "$command" >/dev/null 2>&1 || fail "the printed command does not work"

serve() {
  local start=$SECONDS
  # Not by the function: its shell would stand between us and the supervisor, and take the signal.
  "${enter_as_developer[@]}" /home/developer/product/bin/run >"$root/run.log" 2>&1 &
  server=$!
  until inside python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/sign-in/')" 2>/dev/null; do
    if ! kill -0 $server 2>/dev/null || [ $((SECONDS - start)) -gt 900 ]; then
      cat "$root/run.log"
      fail "bin/run does not serve"
    fi
    sleep 0.5
  done
  took=$((SECONDS - start))
}

stop() {
  kill -TERM $server
  wait $server || fail "bin/run left with $?"
  tail -n 1 "$root/run.log" | grep -q '^Stopped' || fail "bin/run did not stop in order"
}

say "bin/run"
serve
cat "$root/run.log"
stop
say "bin/run served after $took s the first time"
serve
stop
second=$took
say "bin/run served after $second s the second time"

say "bin/test, as root, who installs what is missing"
inside /srv/product/bin/test "$@"
# Asked last, because a busy machine may fail it alone.
[ "$second" -lt 10 ] || fail "the second start took $second s and not under 10 (load: $(cut -d' ' -f1 /proc/loadavg))"
say "Proved."
