-- SPDX-License-Identifier: GPL-3.0-or-later
-- Asks the addresses of a file one after the other and prints how many answers had which status, for
-- swap.sh. Argument: the file.
local lines, at, statuses = {}, 0, {}

function init(arguments)
  for line in io.lines(arguments[1]) do lines[#lines + 1] = line end
end

function request()
  at = at % #lines + 1
  return wrk.format("GET", lines[at])
end

-- Written as it goes: what threads hold is not there at the end.
function response(status)
  local key = tostring(status)
  statuses[key] = (statuses[key] or 0) + 1
  tally = ""
  for name, count in pairs(statuses) do tally = tally .. " " .. name .. "=" .. count end
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

function done(summary)
  local errors = summary.errors
  for _, thread in ipairs(threads) do
    io.write(string.format("ANSWERS %d BROKEN %d STATUSES%s\n", summary.requests,
      errors.connect + errors.read + errors.write + errors.timeout, thread:get("tally") or ""))
  end
end
