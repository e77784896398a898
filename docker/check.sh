#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the image and the compose file as far as that goes without a Docker engine.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: docker/check.sh [DIR]    (as root, on Debian, with debootstrap; takes as long as a full build)

Carries out the Dockerfile's instructions in clean Debian roots made by debootstrap, then starts what compose.yaml
starts, as the image's user, on a read-only root, without capabilities or network, and asks the server for articles.
The roots are made in DIR and stay there (DIR/base is used again if it is there); without DIR, in a temporary folder
that is removed.
USAGE
}

repository=$(dirname -- "$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")")
step() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# ["a", "b"] or [a, b] as lines.
list_items() { sed -e 's/^ *\[//' -e 's/\] *$//' -e 's/, */\n/g' <<<"$1" | sed -e 's/^"//' -e 's/"$//'; }

check_compose_file() {
    step "compose.yaml: parses, every service is confined"
    if ! python3 -c 'import yaml' 2>/dev/null; then
        echo "   skipped: needs python3 with yaml (package python3-yaml)"
        return
    fi
    python3 - "$repository/docker/compose.yaml" <<'PYTHON' || fail "compose.yaml"
import sys, yaml
compose = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
for name, service in compose["services"].items():
    assert service["read_only"] and service["cap_drop"] == ["ALL"], name + ": not confined"
    assert "no-new-privileges:true" in service["security_opt"] and service["mem_limit"], name + ": not limited"
    for volume in service["volumes"]:
        outside = volume.split(":")[0]
        assert outside.startswith(("$", ".", "/")) or outside in compose["volumes"], name + ": no volume " + outside
    for port in service.get("ports", []):
        assert port.startswith("127.0.0.1:"), name + ": published beyond this machine"
PYTHON
}

# A clean Debian, from the mirror and through the proxy that this machine's apt uses.
make_base() {
    local mirror
    [[ ! -e $base/etc/debian_version ]] || { step "base root: as left by an earlier check"; return; }
    step "base root: debootstrap"
    # shellcheck disable=SC2016  # names of apt's fields
    mirror=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | sed -n 's/^bookworm //p' | head -n 1)
    debootstrap --variant=minbase bookworm "$base" ${mirror:+"$mirror"} >"$dir/debootstrap.log" 2>&1 ||
        fail "debootstrap: see $dir/debootstrap.log"
    apt-config dump | grep -E '^Acquire::(http|https)::' >"$base/etc/apt/apt.conf.d/99host" || true
}

# What Docker would send to the engine: .dockerignore leaves everything out but the names after "!".
make_context() {
    local name
    mkdir -p "$context"
    sed -n 's/^!//p' "$repository/.dockerignore" >"$dir/context.names"
    while IFS= read -r name; do
        [[ -e $repository/$name ]] || fail ".dockerignore names $name, which isn't there"
    done <"$dir/context.names"
    tar -C "$repository" --files-from="$dir/context.names" -cf - | tar -C "$context" --no-same-owner -xf -
}

# The Dockerfile, an instruction a line.
instructions() {
    grep -v '^#' "$repository/docker/Dockerfile" | sed -e ':join' -e '/\\$/ { N; s/\\\n */ /; b join }' -e '/^ *$/d'
}

# in_root ROOT COMMAND...: in namespaces of its own, so that no mount and no process outlives it.
in_root() {
    # shellcheck disable=SC2016  # for the shell within
    unshare --mount --pid --fork --kill-child bash -c '
        mount -t proc proc "$1/proc"
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$@"' - "$@"
}

# copy FROM SOURCE TARGET: a file, or what is in a folder.
copy() {
    local source=$1/$2 target=$3
    [[ $target == /* ]] || target=$workdir/$target
    mkdir -p "$(dirname -- "$root$target")"
    if [[ -d $source ]]; then
        cp -a "$source/." "$root$target/"
    else
        cp -a "$source" "$root$target"
    fi
}

run_instruction() {
    local name=$1 rest=$2
    case $name in
        FROM)
            [[ $rest == debian:bookworm-slim* ]] || fail "FROM $rest: check.sh only has debian:bookworm-slim"
            root=$dir/stage-${rest##* } workdir=/
            [[ $rest == *' AS '* ]] || root=$dir/stage-final
            rm -rf "$root"
            cp -a "$base" "$root"
            cp /etc/resolv.conf "$root/etc/resolv.conf" ;;
        WORKDIR) workdir=$rest; mkdir -p "$root$workdir" ;;
        COPY)
            if [[ $rest =~ ^--from=([a-z]+)\ (.*) ]]; then
                copy "$dir/stage-${BASH_REMATCH[1]}" "${BASH_REMATCH[2]% *}" "${rest##* }"
            else
                copy "$context" "${rest% *}" "${rest##* }"
            fi ;;
        RUN)
            in_root "$root" /bin/sh -c "cd $workdir && $rest" >>"$dir/build.log" 2>&1 && return
            tail -n 20 "$dir/build.log" >&2
            fail "RUN $rest (all of its output is in $dir/build.log)" ;;
        ENV) environment+=("$rest") ;;
        USER) user=$rest ;;
        VOLUME) [[ $(stat -c %u:%g "$root$rest") == "$user" ]] || fail "VOLUME $rest does not belong to $user" ;;
        EXPOSE) ;;
        HEALTHCHECK) mapfile -t health_check < <(list_items "${rest#*CMD }") ;;
        ENTRYPOINT) mapfile -t entry_point < <(list_items "$rest") ;;
        CMD) mapfile -t default_command < <(list_items "$rest") ;;
        *) fail "check.sh does not know the instruction $name" ;;
    esac
}

build_image() {
    local name rest
    while read -r name rest; do
        step "$name ${rest:0:100}"
        run_instruction "$name" "$rest" </dev/null
    done < <(instructions)
}

# as_user COMMAND...: the way compose.yaml starts it.
as_user() {
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${environment[@]}" \
        chroot "$root" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups \
        --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
}
# compose_command SERVICE: its arguments, a line each.
compose_command() {
    list_items "$(sed -n "/^  $1:/,/^  [a-z]/ s/^ *command: //p" "$repository/docker/compose.yaml")"
}
# wait_for COMMAND...: until it succeeds, half a minute at most.
wait_for() {
    for _ in {1..60}; do
        if (as_user "$@") &>/dev/null; then return; fi
        sleep 0.5
    done
    tail -n 20 "$dir"/*.service.log >&2
    fail "$* did not succeed within half a minute"
}
# The reply to GET $1, as text.
get() {
    local connection
    exec {connection}<>/dev/tcp/127.0.0.1/8080
    printf 'GET %s HTTP/1.1\r\nHost: archive.example:8080\r\nConnection: close\r\n\r\n' "$1" >&"$connection"
    timeout 10 cat <&"$connection"
    exec {connection}>&-
}

mount_volumes() {
    ip link set lo up
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/tmp"
    mount --bind "$dir/volume" "$root/archive"
    mount --bind -o ro "$repository/samples" "$root/articles"
    mount -o remount,ro,bind "$root"
}

# Runs within namespaces of its own: see try_services.
services() {
    local indexer server query reply status
    mount_volumes
    (as_user "${entry_point[@]}" --version)
    if (as_user touch /tmp/intruder /intruder) 2>"$dir/touch.log"; then fail "the root can be written to"; fi
    grep -q "/intruder.*Read-only" "$dir/touch.log" || fail "writing to the root: $(<"$dir/touch.log")"
    mapfile -t arguments < <(compose_command indexer)
    step "indexer: ${arguments[*]}"
    (as_user "${entry_point[@]}" "${arguments[@]}") >"$dir/indexer.service.log" 2>&1 &
    indexer=$!
    wait_for "${entry_point[@]}" stats
    mapfile -t arguments < <(compose_command server)
    [[ ${arguments[*]} == "${default_command[*]}" ]] || fail "compose.yaml's server and the image's CMD differ"
    if (as_user "${health_check[@]}") 2>/dev/null; then fail "healthy without a server"; fi
    step "server: ${arguments[*]}"
    (as_user "${entry_point[@]}" "${arguments[@]}") >"$dir/server.service.log" 2>&1 &
    server=$!
    wait_for "${health_check[@]}"
    for query in open-source AGI; do
        reply=$(get "/api/v1/search?q=$query")
        [[ $reply == HTTP/1.1\ 200* && $reply == *'<mark>'* ]] || fail "no marked articles for $query: ${reply:0:600}"
        echo "   $query: $(grep -o '"totalResults":[0-9]*' <<<"$reply")"
    done
    step "stopping both"
    kill -TERM "$server" "$indexer"
    status=0; wait "$server" || status=$?
    (( status == 0 )) || fail "the server ended with $status"
    status=0; wait "$indexer" || status=$?
    (( status == 0 || status == 128 + 15 )) || fail "the indexer ended with $status"
    (as_user "${entry_point[@]}" check)
}

try_services() {
    rm -rf "$dir/volume"
    cp -a "$root/archive" "$dir/volume"  # as Docker fills a new volume
    mkdir -p "$root/articles"
    export -f services mount_volumes as_user compose_command wait_for get list_items step fail
    export root dir repository user
    # Arrays can't be exported: they go along as declarations.
    unshare --mount --pid --fork --kill-child --net bash -c \
        "set -euo pipefail; $(declare -p environment entry_point default_command health_check); services"
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
esac
check_compose_file
(( EUID == 0 )) || fail "the rest needs root (debootstrap, chroot)"
for tool in debootstrap unshare setpriv ip; do
    command -v "$tool" >/dev/null || fail "the rest needs $tool (packages debootstrap, util-linux, iproute2)"
done
if [[ -n ${1:-} ]]; then
    mkdir -p -- "$1"
    dir=$(realpath -- "$1")
else
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' EXIT
fi
base=$dir/base context=$dir/context
environment=() user=0:0 entry_point=() default_command=() health_check=()
rm -rf "$context" "$dir"/*.log
make_base
make_context
build_image
try_services
step "The image builds, and its entry points work."
