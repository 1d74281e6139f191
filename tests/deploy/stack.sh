#!/usr/bin/env bash
# Bring deploy/compose.yaml up for real, by Podman in namespaces of its own: whatever is started or
# mounted there, addresses and rules of the network included, is gone when this ends.
# Run as: stack.sh INTERPRETER [ARGUMENTS OF PYTEST]
set -euo pipefail
python=$1
shift
private="unshare --mount --pid --fork --kill-child --mount-proc"
if [ "$(id -u)" != 0 ] || ! $private true 2> /dev/null; then
    echo "--- The stack is not brought up: this user cannot make namespaces"
    exit 0
fi
# A hierarchy of control groups beside the old ones can't be used by Podman.
hide='if mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi'
# A run that was killed leaves containers' state behind, which would be taken for theirs.
hide="$hide; mkdir -p /run/crun; mount -t tmpfs tmpfs /run/crun"
exec 9> "${XDG_CACHE_HOME:-$HOME/.cache}/vlogs-nt/stack.lock"
flock 9
echo "--- Making images (some minutes the first time)"
code=0
$private bash -c "$hide; \"\$@\"; exit" -- env PYTHONPATH=tests "$python" -m deploy.images || code=$?
[ $code = 3 ] && exit 0
[ $code = 0 ] || exit $code
bring_up() {
    $private --net bash -c "$hide; \"\$@\"; exit" -- \
        "$python" -m pytest -q -m stack tests/deploy/test_stack.py "$@"
}
bring_up "$@" && exit 0
# A dozen containers share what CPUs there are: what failed has to hold on a second run. The tests
# are steps, so all of them run again.
echo "--- The stack is brought up again"
bring_up "$@"
