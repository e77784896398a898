// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics/observed.h"

#include "server/http/stored_body.h"
#include "server/log/log.h"

#include <utility>
#include <vector>

namespace broadsheet {
namespace {

/// Nobody is served at a longer one; who asks for it doesn't fill the log.
constexpr std::size_t path_bytes_max = 256;

class Observation {
public:
    Observation(ServerState& state, const HttpRequest& request, const AccessLog& access)
        : state_(state), request_(request), access_(access), in_flight_(state.in_flight) {}

    void end(std::string_view route, int status, const HttpResponse* response) const {
        const auto took = std::chrono::steady_clock::now() - begin_;
        state_.requests.count(route, status, took);
        if (access_.requests) note(status, response, std::chrono::duration<double, std::milli>(took).count());
    }

private:
    void note(int status, const HttpResponse* response, double took_ms) const {
        std::vector<LogField> fields = {{"method", request_.method},
                                        {"path", std::string_view(request_.path).substr(0, path_bytes_max)},
                                        {"status", std::int64_t{status}}};
        // Of what is sent in pieces nobody knows yet how much it will be.
        if (response && !response->next_piece) {
            const std::size_t bytes = response->stored ? response->stored->plain().size() : response->body.size();
            fields.emplace_back("bytes", static_cast<std::int64_t>(bytes));
        }
        LogField took("ms", metrics_number(static_cast<double>(static_cast<std::int64_t>(took_ms * 100)) / 100));
        took.is_number = true;
        fields.push_back(std::move(took));
        if (access_.clients) fields.emplace_back("client", request_.remote_address);
        log(LogLevel::info, "request", fields);
    }

    ServerState& state_;
    const HttpRequest& request_;
    const AccessLog& access_;
    const GaugeHold in_flight_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

HttpHandler observed(HttpHandler handler, std::shared_ptr<ServerState> state, AccessLog access) {
    return [handler = std::move(handler), state = std::move(state), access](const HttpRequest& request) {
        const Observation observation(*state, request, access);
        try {
            HttpResponse response = handler(request);
            observation.end(response.route, response.status, &response);
            return response;
        } catch (...) {
            observation.end("", 500, nullptr);
            throw;
        }
    };
}

}  // namespace broadsheet
