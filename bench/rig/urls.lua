-- wrk -s urls.lua ADDRESS -- FILE: asks for the file's paths in turn, and says what it measured as one line of JSON.
local paths = {}
local at = 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('JSON {"requests":%d,"us":%d,"bytes":%d,"bad":%d,"p50":%.3f,"p99":%.3f}\n', summary.requests, summary.duration,
    summary.bytes, errors.status + errors.read + errors.connect + errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
