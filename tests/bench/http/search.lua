-- SPDX-License-Identifier: GPL-3.0-or-later
-- Asks the addresses of a file one after the other, beginning somewhere in it, and prints one line of
-- figures for http.sh. Arguments: the file, a prefix such as /search, the line to begin behind.
local lines, at, prefix = {}, 0, ""

function init(arguments)
  for line in io.lines(arguments[1]) do lines[#lines + 1] = line end
  prefix = arguments[2]
  at = tonumber(arguments[3]) % #lines
end

function request()
  at = at % #lines + 1
  return wrk.format("GET", prefix .. lines[at])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %.1f %.2f %.2f %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
