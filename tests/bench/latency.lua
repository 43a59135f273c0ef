-- For wrk: the 95th percentile in milliseconds, and the share of answers that were answers. Readers come at a
-- steady pace, 50 requests a second each: readers without pause would only measure how long a line they
-- themselves form before two processors.
function delay()
	return 20
end

function done(summary, latency, requests)
	local bad = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
	io.write(string.format("p95 %.2f %.2f\n", latency:percentile(95) / 1000,
		100 * (summary.requests - bad) / math.max(1, summary.requests)))
end
