# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(server_http PRIVATE
  http/client_address.cpp
  http/client_connections.cpp
  http/client_limits.cpp
  http/client_rates.cpp
  http/connection.cpp
  http/connection_service.cpp
  http/host_list.cpp
  http/http_request.cpp
  http/http_server.cpp
  http/parked_connections.cpp
  http/problem.cpp
  http/request_head.cpp
  http/response_policy.cpp
  http/router.cpp
  http/stored_body.cpp
  http/target.cpp
  http/work_queue.cpp
  log/log.cpp)
