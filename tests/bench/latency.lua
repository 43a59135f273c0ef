-- For wrk: the 95th percentile in milliseconds, and the share of answers that were answers.
function done(summary, latency, requests)
	local bad = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
	io.write(string.format("p95 %.2f %.2f\n", latency:percentile(95) / 1000,
		100 * (summary.requests - bad) / math.max(1, summary.requests)))
end
