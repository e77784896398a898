# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What ./run and ./test share: installing packages and building, quietly, with the details in build/*.log.
# Both work from the repository's root, and tell people what they do on stderr.

# A line for each argument.
say() { printf '%s\n' "$@" >&2; }
fail() { say "$@"; exit 1; }

# The packages among the arguments that are not installed, a line each. Asks dpkg only: nothing goes over the network.
missing_packages() {
    local installed package
    installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        [[ $'\n'$installed$'\n' == *$'\n'"installed $package"$'\n'* ]] || printf '%s\n' "$package"
    done
}

# packages_without_program PACKAGE:PROGRAM...: the packages whose program isn't there, a line each.
packages_without_program() {
    local pair
    for pair in "$@"; do
        type "${pair#*:}" &>/dev/null || printf '%s\n' "${pair%%:*}"
    done
}

# What the browser's tests need from npm, as the lock file says; asks nobody if it is there. Without a network the
# other tests are still worth running, so this only tells.
install_browser_tests() {
    local folder=tests/browser
    local installed=$folder/node_modules/.installed-lock.json
    cmp --quiet $folder/package-lock.json "$installed" && return
    say "Installing what the browser's tests need from npm, this once (details in build/npm.log) ..."
    if npm ci --prefix $folder --ignore-scripts --no-audit --no-fund >build/npm.log 2>&1 </dev/null; then
        cp $folder/package-lock.json "$installed"
    else
        tail -n 5 build/npm.log >&2
        say "npm could not install it, so the tests of tests/browser will fail; the others don't need it."
    fi
}

install_packages() {
    type dpkg-query apt-get &>/dev/null ||
        fail "This script installs what it needs as Debian 12 packages, and this system has no apt-get." \
             "Install the counterparts of the packages in tools/packages.sh, then build with:" \
             "cmake --preset release && cmake --build --preset release"
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    (( ${#missing[@]} > 0 )) || return 0
    if (( EUID != 0 )); then
        command -v sudo >/dev/null ||
            fail "These Debian packages are missing, and installing them takes root or sudo: ${missing[*]}" \
                 "Have them installed (apt-get install --no-install-recommends ...), then start this again."
        as_root=(sudo)
    fi
    say "Installing ${#missing[@]} Debian packages, this once (details in build/packages.log): ${missing[*]}"
    local apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes -o DPkg::Lock::Timeout=300)
    {
        # A list that can't be renewed may still be good enough: the installation tells.
        "${apt_get[@]}" update || true
        "${apt_get[@]}" install --no-install-recommends "${missing[@]}"
    } >build/packages.log 2>&1 </dev/null && return 0
    tail -n 15 build/packages.log >&2
    fail "apt-get could not install them: its last words are above, all of them in build/packages.log."
}

# A folder for build output and logs that this user can write to.
make_build_folder() {
    if ! mkdir -p build || [[ ! -w build ]]; then
        fail "$PWD/build can't be written to. If it was made as root, remove it or give it to this user."
    fi
}

# Ninja's "[12/140] ..." lines on stdin, shown as one line that counts on a terminal and as a few lines elsewhere.
show_progress() {
    local line step total fifth last_fifth=-1
    while IFS= read -r line; do
        [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
        step=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
        (( step > 0 )) || continue  # cmake started anew
        if [[ -t 2 ]]; then
            printf '\r\033[KBuilding: step %d of %d' "$step" "$total" >&2
            continue
        fi
        fifth=$((step * 5 / total))
        (( fifth == last_fifth )) || say "Building: step $step of $total"
        last_fifth=$fifth
    done
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# A build folder that came along with a copied repository belongs to another place.
is_configured_here() { grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "build/$1/CMakeCache.txt"; }

# is_configured PRESET OPTION...: as the presets and the options (-DNAME=VALUE) say. Ninja starts cmake anew by itself
# for every CMake list file that changed, but knows nothing of these.
is_configured() {
    local folder=build/$1 option
    is_configured_here "$1" || return 1
    [[ -f $folder/build.ninja && ! CMakePresets.json -nt $folder/CMakeCache.txt ]] || return 1
    for option in "${@:2}"; do
        option=${option#-D}
        grep -qE "^${option%%=*}:[A-Z]+=${option#*=}$" "$folder/CMakeCache.txt" || return 1
    done
}

# configure PRESET OPTION...: if it isn't already. Options of an earlier time stay as they are.
configure() {
    is_configured "$@" && return
    local preset=$1 cache=build/$1/CMakeCache.txt fresh=()
    if [[ -f $cache ]] && ! is_configured_here "$preset"; then fresh=(--fresh); fi
    cmake --preset "$preset" "${fresh[@]}" "${@:2}" >"build/$preset.log" 2>&1 && touch "$cache" && return
    tail -n 25 "build/$preset.log" >&2
    fail "cmake could not configure the build: its last words are above, all of them in build/$preset.log."
}

# build PRESET TARGET
build() {
    NINJA_STATUS='[%f/%t] ' cmake --build --preset "$1" --target "$2" --parallel "$(nproc)" 2>&1 |
        tee "build/$1.log" | show_progress && return 0
    grep -A 12 -E -m 3 '^FAILED|error:' "build/$1.log" | cut -c 1-300 >&2 || tail -n 25 "build/$1.log" >&2
    fail "The build failed: all of its output is in build/$1.log."
}

# with_build_lock COMMAND...: two builds in one folder would spoil each other. The lock ends with the command.
with_build_lock() {
    (
        flock --nonblock 9 || { say "Waiting for another build in this folder ..."; flock 9; }
        "$@"
    ) 9>build/.lock
}
