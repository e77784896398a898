# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(server_http PRIVATE http/http.h)
