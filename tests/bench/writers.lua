-- For wrk: as many threads as connections, each a writer with an issue of its own, which it moves to and fro
-- between "in progress" and "on hold". WRITERS is the file prepare.mjs made; PAUSE how many milliseconds
-- each waits behind a change. Only what was acknowledged counts.
local prepared = dofile(os.getenv("WRITERS"))
local threads = {}

function setup(thread)
	table.insert(threads, thread)
	thread:set("place", #threads)
end

function init()
	local issue = prepared.issues[place]
	number, round = issue.number, issue.is_under_way and 0 or 1
	if place == 1 then
		round = round - 1 -- wrk calls request() of its first thread once without sending anything
	end
	acknowledged, refused, began = 0, 0, os.time()
	wrk.method = "POST"
	wrk.path = "/korosten/issues/" .. number .. "/state"
	wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
	wrk.headers["Sec-Fetch-Site"] = "same-origin"
	wrk.headers["Cookie"] = prepared.cookie
end

function delay()
	return tonumber(os.getenv("PAUSE") or "0")
end

local step = {
	[0] = "to=on_hold&reason=funds&review_on=2027-03-01&note=%D0%A7%D0%B5%D0%BA%D0%B0%D1%94%D0%BC%D0%BE",
	[1] = "to=in_progress&note=%D0%A0%D0%BE%D0%B1%D0%BE%D1%82%D1%83%20%D0%BF%D1%80%D0%BE%D0%B4%D0%BE%D0%B2%D0%B6%D0%B5%D0%BD%D0%BE",
}

function request()
	round = round + 1
	return wrk.format(nil, nil, nil, string.format("token=%s&once=bench-%s-%d-%d&%s",
		prepared.token, number, began, round, step[(round - 1) % 2]))
end

function response(status)
	if status == 303 then
		acknowledged = acknowledged + 1
	else
		refused = refused + 1
	end
end

function done(summary)
	local good, bad = 0, 0
	for _, thread in ipairs(threads) do
		good = good + thread:get("acknowledged")
		bad = bad + thread:get("refused")
	end
	if bad > 0 then
		io.stderr:write(bad .. " refused\n")
	end
	io.write(string.format("acknowledged %d\n", good / (summary.duration / 1000000)))
end
