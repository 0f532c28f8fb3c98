#!/usr/bin/env bash
# Runs a command beside a cgroup of its own, named in E2E_CGROUP, and removes the cgroup once no process of the command
# is left, even after SIGKILL. Cgroups belong to no namespace: those of killed pods would stay on the machine.
#   in-cgroup.sh COMMAND…    Where no cgroup can be made, E2E_CGROUP_PROBLEM says why, and the command runs without.
set -euo pipefail
root=/sys/fs/cgroup

# The folders that hold one of our cgroups each: one for all of version 2, one for each controller of version 1.
hierarchies() {
  if [ -e "$root/cgroup.controllers" ]; then
    echo "$root"
  else
    find "$root" -mindepth 2 -maxdepth 2 -name cgroup.procs -printf '%h\n' | grep -vx "$root/unified" || true
  fi
}

# The cgroups of that name, also where the kubelet alone has made one: in version 2 beside version 1.
existing() { find "$root" -mindepth 1 -maxdepth 2 -type d -path "*/$1"; }

# remove NAME: ends what still runs in it, because the command that started it has ended.
remove() {
  local folders processes
  for _ in {1..100}; do
    mapfile -t folders < <(existing "$1")
    [ ${#folders[@]} -gt 0 ] || return 0
    processes=$(find "${folders[@]}" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un | grep -vx 0 || true)
    # shellcheck disable=SC2086 # Numbers.
    [ -z "$processes" ] || kill -KILL $processes 2>/dev/null || true
    find "${folders[@]}" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
  done
  printf 'These cgroups could not be removed: %s\n' "${folders[*]}" >&2
}

# make NAME: with a high CPU weight, because all pods together would otherwise count as one process of a busy machine.
# Version 1 hands processors to a cgroup only where they are named.
make() {
  local folder file
  if [ -e "$root/cgroup.controllers" ]; then
    mkdir "$root/$1" || return 1
    for file in cpu cpuset memory pids; do
      echo "+$file" >"$root/cgroup.subtree_control" || return 1
      echo "+$file" >"$root/$1/cgroup.subtree_control" || return 1
    done
    echo 10000 >"$root/$1/cpu.weight" || return 1
    return 0
  fi
  [ -n "$(hierarchies)" ] || return 1
  for folder in $(hierarchies); do
    mkdir "$folder/$1" || return 1
    for file in cpuset.cpus cpuset.mems; do
      [ ! -e "$folder/$file" ] || cat "$folder/$file" >"$folder/$1/$file" || return 1
    done
    [ ! -e "$folder/$1/cpu.shares" ] || echo 102400 >"$folder/$1/cpu.shares" || return 1
  done
}

if [ "${1:-}" = --remove ]; then
  trap '' INT TERM HUP
  # The input ends with the last process of the command.
  cat >/dev/null
  remove "$2"
  exit
fi

# Removes those of runs whose remover was killed, too. Not inside of another run, where process IDs differ.
if [ "${E2E_HERMETIC:-}" != true ]; then
  for left in $(existing 'create-gitops-eks-*'); do
    kill -0 "${left##*-}" 2>/dev/null || remove "${left##*/}"
  done
fi

E2E_CGROUP=create-gitops-eks-$(date +%s)-$$
if problem=$(make "$E2E_CGROUP" 2>&1); then
  export E2E_CGROUP
  exec 9> >(exec setsid bash "${BASH_SOURCE[0]}" --remove "$E2E_CGROUP")
else
  remove "$E2E_CGROUP"
  unset E2E_CGROUP
  export E2E_CGROUP_PROBLEM="cgroups cannot be made here: ${problem//$'\n'/; }"
fi
exec "$@"
