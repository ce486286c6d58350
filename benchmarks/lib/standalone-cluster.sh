# For scripts that need a standalone Spark of their own on loopback: sourced, after "set -euo pipefail" in the root.
# What it starts is ended, and the folder $scratch deleted, when the script ends.
# shellcheck shell=bash

scratch="$(mktemp -d)"
parts=()

end_cluster() {
  local pid
  for pid in ${parts[@]+"${parts[@]}"}; do
    # shellcheck disable=SC2046 # several pids
    kill $(children "$pid") "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  parts=()
}
trap 'end_cluster; rm -rf "$scratch"' EXIT

children() { ps -e -o pid= -o ppid= | awk -v parent="$1" '$2 == parent { print $1 }'; }

await() { # SECONDS CONDITION...: until the command succeeds
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $end ]] || return 1
    sleep 0.2
  done
}

start_master() { # sets $master to its URL
  spark/standalone master --port 0 --webui-port 0 >"$scratch/master.log" 2>&1 &
  parts+=($!)
  await 120 grep -q 'Starting Spark master at' "$scratch/master.log" || fail "no master: $(tail -n 5 "$scratch/master.log")"
  master="$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$scratch/master.log" | head -n 1)"
}

start_worker() { # NAME CORES: its process is the last of $parts
  spark/standalone worker "$master" --cores "$2" --memory 4g --port 0 --webui-port 0 --work-dir "$scratch/$1" \
    >"$scratch/$1.log" 2>&1 &
  parts+=($!)
  await 120 grep -q 'Successfully registered with master' "$scratch/$1.log" || fail "no worker: $(tail -n 5 "$scratch/$1.log")"
}

rows() { # SEARCH: its results without the times, which are all that may differ
  awk -F, -v OFS=, '{ $11 = ""; print }' "$1/search.csv"
}
