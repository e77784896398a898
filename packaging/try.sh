#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries the Debian package from its installation to its purging.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: packaging/try.sh [DIR]    (as root, on Debian, with debootstrap, dpkg-dev and curl)

Makes the package of build/release and one of a higher version, and a clean Debian root by debootstrap; boots systemd
in it, in namespaces of its own and without network, and there: installs, asks for the page, indexes by the timer's
service, upgrades under load, removes, purges, and compares what is left with what was there before. Roots and packages
are made in DIR and stay there (DIR/base is used again if it is there); without DIR, in a temporary folder that is
removed.
USAGE
}

repository=$(dirname -- "$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")")
build=$repository/build/release
step() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

make_packages() {
    local version folder
    step "packages"
    for folder in old new; do
        mkdir -p "$dir/$folder"
        version=()
        [[ $folder == old ]] || version=(-D CPACK_PACKAGE_VERSION=99.0.0)
        (cd "$build" && cpack "${version[@]}" -B "$dir/$folder") >"$dir/cpack-$folder.log" 2>&1 ||
            fail "cpack: see $dir/cpack-$folder.log"
        ls "$dir/$folder"/*.deb
    done
}

# A clean Debian with systemd, from the mirror and through the proxy that this machine's apt uses.
make_base() {
    local mirror
    [[ ! -e $base/etc/debian_version ]] || { step "base root: as left by an earlier try"; return; }
    step "base root: debootstrap"
    # shellcheck disable=SC2016  # names of apt's fields
    mirror=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | sed -n 's/^bookworm //p' | head -n 1)
    debootstrap --variant=minbase --include=systemd,systemd-sysv bookworm "$base" ${mirror:+"$mirror"} \
        >"$dir/debootstrap.log" 2>&1 || fail "debootstrap: see $dir/debootstrap.log"
}

# What the package needs is fetched while there is a network.
make_root() {
    step "root with what the package needs to be installed"
    rm -rf "$root"
    cp -a "$base" "$root"
    apt-config dump | grep -E '^Acquire::(http|https)::' >"$root/etc/apt/apt.conf.d/99host" || true
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    mkdir -p "$root/root/packages"
    cp "$dir"/old/*.deb "$root/root/packages/old.deb"
    cp "$dir"/new/*.deb "$root/root/packages/new.deb"
    chroot "$root" sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes \
        --no-install-recommends --download-only /root/packages/old.deb' >"$dir/fetch.log" 2>&1 ||
        fail "apt-get: see $dir/fetch.log"
}

# Runs as the first process of namespaces of its own.
boot() {
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    local node
    for node in null zero full random urandom tty; do
        touch "$root/dev/$node"
        mount --bind "/dev/$node" "$root/dev/$node"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    mkdir "$root/dev/shm" "$root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    mount -t tmpfs tmpfs "$root/dev/shm"
    ip link set lo up
    exec env -i container=lxc PATH=/usr/sbin:/usr/bin chroot "$root" /lib/systemd/systemd --log-target=console \
        --log-level=warning --show-status=no
}

start_system() {
    local first
    step "booting"
    export -f boot
    export root
    unshare --mount --pid --fork --kill-child --net --ipc --uts --cgroup bash -c boot >"$dir/boot.log" 2>&1 &
    namespace=$!
    for _ in {1..60}; do
        first=$(pgrep -P "$namespace" || true)
        if [[ -n $first ]]; then
            system=$first
            if [[ $(inside systemctl is-system-running 2>/dev/null) =~ running|degraded ]]; then return; fi
        fi
        sleep 1
    done
    tail -n 20 "$dir/boot.log" >&2
    fail "systemd did not start in a namespace"
}

inside() { nsenter --target "$system" --mount --uts --ipc --net --pid --cgroup --root --wd env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C "$@"; }
ask() { nsenter --target "$system" --net curl -sS --max-time 20 "$@"; }
install_package() {
    inside env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        "/root/packages/$1.deb" >"$dir/install-$1.log" 2>&1 || fail "apt-get install: see $dir/install-$1.log"
}
eventually() {
    for _ in {1..60}; do
        if "$@" &>/dev/null; then return; fi
        sleep 0.5
    done
    inside journalctl --no-pager -n 40 >&2 || true
    fail "$* did not hold within half a minute"
}
active() { [[ $(inside systemctl is-active "$1") == active ]]; }
finds() { ask "http://127.0.0.1:8080/api/v1/search?q=$1" | grep -q "\"totalResults\":$2,"; }

# What a package may change; caches, logs and the package manager's own files are not its.
listing() {
    (cd "$root" && find . -xdev '(' -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o \
        -path ./root -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache -o -path ./var/log -o \
        -path ./var/lib/systemd -o -path ./var/tmp ')' -prune -o -printf '%p %u:%g %m %y\n' |
        grep -vE '^\./etc/(passwd|group|shadow|gshadow|subuid|subgid)- |^\./etc/ld\.so\.cache ' | sort)
}

try_package() {
    local codes
    listing >"$dir/before"
    step "install"
    install_package old
    eventually active broadsheet.service
    active broadsheet.socket || fail "the socket is not active"
    active broadsheet-index.timer || fail "the timer is not active"
    [[ $(ask -o "$dir/page" -w '%{http_code}' http://127.0.0.1:8080/) == 200 ]] || fail "the page: $(<"$dir/page")"
    grep -q '<title>' "$dir/page" || fail "the page has no title"
    [[ $(ask http://127.0.0.1:8080/readyz) == ready* ]] || fail "not ready: $(ask http://127.0.0.1:8080/readyz)"
    inside systemctl show -p User -p NotifyAccess -p MainPID broadsheet | tr '\n' ' '; echo
    inside systemd-analyze security --no-pager broadsheet broadsheet-index broadsheet-backup 2>/dev/null |
        grep -i 'overall' || true
    inside sh -c 'systemd-analyze verify --man=no /lib/systemd/system/broadsheet*' || fail "verify"
    [[ $(inside find /etc/systemd /lib/systemd -name 'broadsheet*' -type f -perm /111) == '' ]] || fail "executable units"

    step "the timer's service indexes"
    cp -r "$repository/samples/." "$root/var/lib/broadsheet/articles/"
    inside systemctl start broadsheet-index.service || { inside journalctl --no-pager -u broadsheet-index; fail "index"; }
    eventually ask --fail "http://127.0.0.1:8080/api/v1/articles/1"
    ask "http://127.0.0.1:8080/api/v1/search?q=open-source" | grep -o '"totalResults":[0-9]*'
    [[ $(inside systemctl list-timers --no-pager broadsheet-index.timer) == *broadsheet-index.service* ]] || fail "timer"
    inside runuser -u broadsheet -- broadsheet --config /etc/broadsheet/broadsheet.toml check
    [[ $(inside ps -o user= -C broadsheet 2>/dev/null || echo broadsheet) == *broadsheet* ]] || fail "runs as another user"

    step "upgrade under load, with edited settings"
    printf '\nlog-level = "warning"\n' >"$dir/tail"
    sed -i '1i log-level = "warning"' "$root/etc/broadsheet/broadsheet.toml"
    local total
    total=$(ask "http://127.0.0.1:8080/api/v1/status" | grep -o '"articles":[0-9]*' | head -n 1)
    ask --parallel --parallel-max 4 -o /dev/null -w '%{http_code}\n' \
        "http://127.0.0.1:8080/api/v1/search?q=open-source&page=[1-3]&pageSize=[1-200]" >"$dir/codes" 2>"$dir/load.log" &
    local load=$!
    install_package new
    wait "$load" || fail "requests met a broken connection: $(tail -n 3 "$dir/load.log")"
    codes=$(sort "$dir/codes" | uniq -c)
    echo "   $codes"
    [[ $codes =~ ^\ *600\ 200$ ]] || fail "requests failed"
    [[ $(inside dpkg-query -W -f '${Version}' broadsheet) == 99.0.0 ]] || fail "not upgraded"
    eventually active broadsheet.service
    [[ $(ask "http://127.0.0.1:8080/api/v1/status" | grep -o '"articles":[0-9]*' | head -n 1) == "$total" ]] || fail "articles"
    [[ $(head -n 1 "$root/etc/broadsheet/broadsheet.toml") == 'log-level = "warning"' ]] || fail "settings were replaced"

    step "stop, remove"
    local begun
    begun=$(date +%s)
    inside systemctl stop broadsheet.service
    (($(date +%s) - begun < 5)) || fail "stopping took $(($(date +%s) - begun)) s"
    [[ $(inside systemctl show -p Result --value broadsheet) == success ]] || fail "ended badly"
    inside env DEBIAN_FRONTEND=noninteractive apt-get remove --yes broadsheet >"$dir/remove.log" 2>&1 || fail "remove"
    [[ -s $root/var/lib/broadsheet/archive/articles.db ]] || fail "removing took the archive"
    [[ -e $root/etc/broadsheet/broadsheet.toml ]] || fail "removing took the settings"
    if active broadsheet.socket; then fail "the socket is still active"; fi

    step "purge"
    inside env DEBIAN_FRONTEND=noninteractive apt-get purge --yes --autoremove broadsheet >"$dir/purge.log" 2>&1 ||
        fail "purge: see $dir/purge.log"
    listing >"$dir/after"
    diff "$dir/before" "$dir/after" || fail "purging left or took something"
    if grep broadsheet "$root"/etc/passwd "$root"/etc/group; then fail "the user is still there"; fi
    if inside systemctl list-unit-files --no-pager | grep '^broadsheet'; then fail "units are left"; fi
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
esac
((EUID == 0)) || fail "needs root (debootstrap, chroot)"
for tool in debootstrap unshare nsenter ip curl dpkg-shlibdeps pgrep; do
    command -v "$tool" >/dev/null || fail "needs $tool"
done
[[ -x $build/broadsheet ]] || fail "there is no $build/broadsheet: build it first"
namespace='' system=''
if [[ -n ${1:-} ]]; then
    mkdir -p -- "$1"
    dir=$(realpath -- "$1")
else
    dir=$(mktemp -d)
fi
finish() {
    if [[ -n $namespace ]]; then kill -KILL "$namespace" 2>/dev/null || true; wait "$namespace" 2>/dev/null || true; fi
    [[ -n ${keep:-} ]] || rm -rf "$dir"
}
keep=${1:-}
trap finish EXIT
base=$dir/base root=$dir/root
make_packages
make_base
make_root
start_system
try_package
step "The package installs, runs, upgrades, and leaves nothing."
