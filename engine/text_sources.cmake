# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(engine_text PRIVATE
  error.h
)
