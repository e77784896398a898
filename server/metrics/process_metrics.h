// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the kernel says of this process, under the names that Prometheus' clients use.

#include "server/metrics/metrics_text.h"

namespace broadsheet {

/// Memory, file descriptors, threads, time on the processor, start. What /proc doesn't tell is left out.
void write_process_metrics(MetricsText& text);

}  // namespace broadsheet
