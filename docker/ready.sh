#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Exit code 0 if the server in this container says that it is ready. Reading the archive, as `broadsheet stats` does,
# would not notice a server that hangs; Debian's bash opens connections itself, so that the image needs no curl.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]
