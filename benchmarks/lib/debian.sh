# Debian systems in folders, made by debootstrap (minbase) and kept for the next time: sourced, after "set -euo pipefail"
# in the root and a function "fail"; as root. What runs in them ends with the script, however that ends, and the folder
# $work goes then.
# shellcheck shell=bash

bases="${XDG_CACHE_HOME:-$HOME/.cache}/cifar-lab/fresh-machine"
work="$(mktemp -d)"
child=""
# shellcheck disable=SC2317 # called by the traps
finish() {
  [[ -z "$child" ]] || kill -KILL "$child" 2>/dev/null || true
  wait
  rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$bases" "$HOME/.m2"

# ---- a command as root of a system, in the environment of somebody who has just logged in
[[ -n "${http_proxy:-}" ]] || eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
export http_proxy
passed_on=(HOME=/root "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY MAVEN_OPTS MAVEN_ARGS OMP_WAIT_POLICY; do
  [[ -z "${!name:-}" ]] || passed_on+=("$name=${!name}")
done

# Mounts what the system in $1 needs.
# shellcheck disable=SC2016 # expanded there
mount_system='
set -e
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /sys "$1/sys"
mount --rbind /dev "$1/dev"
'
# Then goes into it, so that it is the root of all there is.
# shellcheck disable=SC2016
enter="$mount_system"'
mkdir -p "$1/root/.m2" "$1/old"
mount --bind "$2" "$1/root/.m2"
cd "$1"
pivot_root . old
umount -l old
rmdir old
shift 2
cd /root
exec "$@"
'

apart() { # COMMAND...: in name spaces that end with this script; its exit status
  setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$@" </dev/null &
  child=$!
  local status=0
  wait "$child" || status=$?
  child=""
  return "$status"
}

inside() { # SYSTEM COMMAND...: its exit status; what bash starts with & would not hear of Ctrl-C
  apart bash -c "$enter" enter "$1" "$HOME/.m2" env -i --default-signal=INT,QUIT "${passed_on[@]}" "${@:2}"
}

# ---- systems
mirror() { # where this machine's apt gets Debian
  # shellcheck disable=SC2016 # apt's own fields
  apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
    sed -n 's|^\([^ ]*/debian/[^ ]*\) main$|\1|p' | head -n 1
}

base() { # SUITE NAME PACKAGE...: with these packages, in $bases/SUITE-NAME; made unless it is there
  local system="$bases/$1-$2" from
  [[ ! -d "$system" ]] || return 0
  from="$(mirror)"
  [[ -n "$from" ]] || fail "apt knows no Debian here (no main of a .../debian/ in /etc/apt/sources.list*)"
  echo "== making Debian $1 with ${*:3}, from $from"
  rm -rf --one-file-system "$system.new"
  {
    apart debootstrap --variant=minbase "$1" "$system.new" "$from" &&
      cp -L /etc/resolv.conf /etc/hosts "$system.new/etc/" &&
      inside "$system.new" sh -c "export DEBIAN_FRONTEND=noninteractive && apt-get update &&
        apt-get install -y --no-install-recommends ${*:3} && apt-get clean"
  } >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2 && fail "Debian $1 with ${*:3} cannot be made"; }
  mv "$system.new" "$system"
}
