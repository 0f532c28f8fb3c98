#!/usr/bin/env bash
# Makes the mounts and the cgroup of a node, in a mount namespace of its own, and holds the namespace until it is ended.
#   prepare.sh FOLDER CGROUP      FOLDER: the node's files, in memory, among them hosts
set -euo pipefail
folder=$1 cgroup=$2

# The kubelet has fixed paths below these, which the machine keeps to itself.
mount -t tmpfs logs /var/log
mkdir -p "$folder"/var-lib/{upper,work}
mount -t overlay -o "lowerdir=/var/lib,upperdir=$folder/var-lib/upper,workdir=$folder/var-lib/work" var-lib /var/lib
mount --bind "$folder/hosts" /etc/hosts

# The kubelet would set these for the whole machine. It leaves them alone where it reads what it wants.
while read -r path value; do
  file=$folder/sysctl-${path##*/}
  echo "$value" >"$file"
  mount --bind "$file" "/proc/sys/$path"
done <<'SYSCTLS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SYSCTLS

# Below the cgroup of the run, which in-cgroup.sh has made: in each hierarchy of version 1, or in the one of version 2.
path=${cgroup%%/*}
for name in $(tr / ' ' <<<"${cgroup#*/}"); do
  for parent in /sys/fs/cgroup/*/"$path" /sys/fs/cgroup/"$path"; do
    [ -e "$parent/cgroup.procs" ] || continue
    mkdir -p "$parent/$name"
    # Version 1 lets no process in before it knows the processors.
    if [ ! -e "$parent/cgroup.controllers" ] && [ -e "$parent/cpuset.cpus" ]; then
      cat "$parent/cpuset.cpus" >"$parent/$name/cpuset.cpus"
      cat "$parent/cpuset.mems" >"$parent/$name/cpuset.mems"
    fi
  done
  path=$path/$name
done

echo $$ >"$folder/namespaces.pid"
exec sleep infinity
