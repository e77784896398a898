#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A server that is started anew under load, on a socket that stays as systemd's does: no request fails, asked directly
# and, where nginx is installed, through nginx with packaging/nginx/broadsheet.conf. Usage: nginx.sh PROGRAM REPOSITORY
# [REQUESTS]; as many requests each way, three starts meanwhile.
set -euo pipefail
program=$1 repository=$2 requests=${3:-5000}
for tool in curl perl; do
    command -v "$tool" >/dev/null || { echo "skipped: needs $tool"; exit 77; }
done
dir=$(mktemp -d)
children=()
finish() {
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    wait
    rm -rf "$dir"
}
trap finish EXIT
fail() { echo "FAILED: $*"; tail -n 20 "$dir"/*.log; exit 1; }

"$program" index --archive "$dir/archive" "$repository/samples" >/dev/null 2>&1

# Holds the socket and starts the server on it, anew at each SIGHUP: what systemd does with broadsheet.socket.
cat >"$dir/hold.pl" <<'PERL'
use strict; use IO::Socket::INET; use POSIX ();
$^F = 10;  # what is opened first is passed on to programs
my $socket = IO::Socket::INET->new(Listen => 1024, LocalAddr => '127.0.0.1', LocalPort => 0, ReuseAddr => 1) or die $!;
open(my $port, '>', "$ARGV[0]/port") or die $!; print $port $socket->sockport; close $port;
my $child; my $again = 0; my $over = 0;
sub begin {
    $child = fork;
    return if $child;
    POSIX::dup2(fileno($socket), 3) if fileno($socket) != 3;
    $ENV{LISTEN_FDS} = 1; $ENV{LISTEN_PID} = $$;
    exec @ARGV[1 .. $#ARGV]; exit 127;
}
$SIG{HUP} = sub { $again = 1 }; $SIG{TERM} = sub { $over = 1 };
begin();
until ($over) {
    select(undef, undef, undef, 0.05);
    next unless $again;
    $again = 0; kill 'TERM', $child; waitpid $child, 0;
    print "ended with $?\n"; STDOUT->flush; begin();
}
kill 'TERM', $child; waitpid $child, 0; print "ended with $?\n";
PERL
perl "$dir/hold.pl" "$dir" "$program" serve --archive "$dir/archive" >"$dir/holder.log" 2>"$dir/server.log" &
holder=$!
children+=("$holder")
for _ in {1..100}; do [[ -s $dir/port ]] && break; sleep 0.1; done
server=127.0.0.1:$(<"$dir/port")
curl -sS --retry 3 -o /dev/null "http://$server/readyz" || fail "no server on the socket that was passed on"

count() { grep -c "$1" "$dir/holder.log" || true; }
# Ends the server that runs and starts the next, once that one is there: an earlier signal would just end it.
start_anew() {
    local ended
    ended=$(count '^ended')
    for _ in {1..200}; do (($(count '^http') > ended)) && break; sleep 0.05; done
    kill -HUP "$holder"
    for _ in {1..200}; do (($(count '^ended') > ended)) && break; sleep 0.05; done
}

# under_load ADDRESS [CURL OPTION...]: all requests are answered 200 while the server is started anew three times.
under_load() {
    local address=$1 before failed
    shift
    before=$(count '^ended')
    curl -sS --parallel --parallel-max 8 --max-time 30 "$@" -o /dev/null -w '%{http_code}\n' \
        "$address/api/v1/search?q=open-source&pageSize=[1-$((requests / 5))]&page={1,2,3,4,5}" \
        >"$dir/codes" 2>"$dir/curl.log" &
    local load=$!
    for _ in 1 2 3; do
        sleep 0.3
        start_anew
    done
    wait "$load" || { cat "$dir/curl.log"; fail "$address: curl met a broken connection"; }
    failed=$(grep -vc '^200$' "$dir/codes" || true)
    echo "$address: $(wc -l <"$dir/codes") requests, $failed failed, $(($(count '^ended') - before)) restarts meanwhile"
    ((failed == 0)) || fail "$address: $(sort "$dir/codes" | uniq -c | tr '\n' ' ')"
    (( $(wc -l <"$dir/codes") == requests / 5 * 5 )) || fail "$address: not all requests were answered"
    (($(count '^ended') > before)) || fail "the server was not started anew"
    if grep '^ended' "$dir/holder.log" | grep -v 'with 0$'; then fail "the server did not end by itself"; fi
}
under_load "http://$server"

if ! nginx=$(PATH=$PATH:/usr/sbin command -v nginx); then
    echo "nginx is not installed: its part is left out"
    exit 0
fi
port=$(perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport')
tls=() scheme=http
if command -v openssl >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$dir/key" -out "$dir/certificate" 2>/dev/null
    tls=(--insecure) scheme=https
fi
# The shipped file, at this test's addresses, with this certificate, and without the limit for one client.
awk '/^server {/ { block++ } block != 1 { print } /^}/ && block == 1 { block = 1.5 }' \
    "$repository/packaging/nginx/broadsheet.conf" | sed -e '/listen \[::\]/d' \
    -e "s|listen 443 ssl|listen 127.0.0.1:$port ${tls[0]:+ssl}|" -e "s|127.0.0.1:8080|$server|" \
    -e "s|/etc/ssl/certs/news.example.pem|$dir/certificate|" -e "s|/etc/ssl/private/news.example.key|$dir/key|" \
    -e "s|/etc/nginx/snippets/|$repository/packaging/nginx/|" -e 's|rate=20r/s|rate=10000r/s|' \
    -e 's|server_name news.example;.*|server_name localhost;|' >"$dir/site.conf"
[[ $scheme == https ]] || sed -i '/ssl_/d' "$dir/site.conf"
mkdir "$dir/logs" "$dir/temp"
cat >"$dir/nginx.conf" <<CONF
daemon off; pid $dir/nginx.pid; error_log $dir/nginx.log warn; worker_processes 1;
events { worker_connections 256; }
http {
    client_body_temp_path $dir/temp/body; proxy_temp_path $dir/temp/proxy; fastcgi_temp_path $dir/temp/fastcgi;
    uwsgi_temp_path $dir/temp/uwsgi; scgi_temp_path $dir/temp/scgi;
    include $dir/site.conf;
}
CONF
"$nginx" -t -q -p "$dir" -c "$dir/nginx.conf" || fail "nginx does not take packaging/nginx/broadsheet.conf"
"$nginx" -p "$dir" -c "$dir/nginx.conf" 2>>"$dir/nginx.log" &
children+=("$!")
curl -sS "${tls[@]}" --retry 10 --retry-connrefused --retry-delay 1 -o /dev/null "$scheme://localhost:$port/readyz" ||
    fail "nginx does not answer"
under_load "$scheme://localhost:$port" "${tls[@]}"

# What nginx keeps away.
status() { curl -sS "${tls[@]}" -o "$dir/reply" -w '%{http_code}' "$@"; }
[[ $(status "$scheme://localhost:$port/metrics") == 200 ]] || fail "/metrics is not for this machine"
[[ $(status -r 0-9 "$scheme://localhost:$port/openapi.json") == 200 ]] || fail "a range was passed on"
head -c 17000000 /dev/zero >"$dir/large"
[[ $(status --data-binary "@$dir/large" "$scheme://localhost:$port/api/v1/searches") == 413 ]] || fail "a large body"
[[ $(status --http1.1 -H "X-Long: $(head -c 40000 /dev/zero | tr '\0' x)" "$scheme://localhost:$port/") == 400 ]] || fail "a long header"
kill -TERM "$holder"
wait "$holder" || true
echo "passed"
