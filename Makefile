# `make test` is what CI runs; `make help` lists the rest.
CONFIGURATION ?= Release
BOT   = src/PanchayatBot/bin/$(CONFIGURATION)/net10.0/panchayatbot
FAKE  = tests/PanchayatBot.FakeTelegram/bin/$(CONFIGURATION)/net10.0/faketelegram
TESTS = tests/PanchayatBot.Tests/bin/$(CONFIGURATION)/net10.0/PanchayatBot.Tests
BENCHMARKS = tests/PanchayatBot.Benchmarks/bin/$(CONFIGURATION)/net10.0/PanchayatBot.Benchmarks
QUESTIONS = tests/PanchayatBot.Tests/Questions
KILLS ?= 50

.PHONY: help run test tools format format-check build tests content-check transcripts accuracy bench bench-ballots bench-broadcast bench-votes bench-finding soak publish

help:            ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run:             ## run the bot with the web chat on http://localhost:5080
	dotnet run --project src/PanchayatBot

test: tools format-check build tests content-check  ## everything CI checks

tools:           ## install what the tests need: PostgreSQL and Chromium
	@tests/install-tools.sh

format:          ## put the code into the project's form
	dotnet format

format-check: build
	dotnet format --no-restore --verify-no-changes

build:
	dotnet build -c $(CONFIGURATION) -warnaserror

tests: build tools
	$(TESTS) --fail-skips on --no-ansi --progress off

content-check: build  ## report every mistake in content/
	$(BOT) content check

transcripts: build tools  ## rewrite the golden chats; read the difference before you commit it
	REWRITE_TRANSCRIPTS=1 $(TESTS) --filter-class PanchayatBot.Tests.TranscriptTests

bench: build     ## turns per second, latency, CPU and memory over the whole path; then one broadcast
	tests/bench.sh $(BOT) $(FAKE)
	$(MAKE) bench-broadcast bench-votes bench-ballots

bench-broadcast: build  ## one broadcast against a server with Telegram's limits: 5,000 people at 30 a second, then 50,000 faster
	$(BENCHMARKS) broadcast $(BOT) 5000 30
	$(BENCHMARKS) broadcast $(BOT) 50000 300

bench-votes: build  ## 10,000 people vote within a minute while a broadcast runs; POSTGRES='Host=…' for an empty PostgreSQL database
	$(BENCHMARKS) votes $(BOT) 10000 $(if $(POSTGRES),'$(POSTGRES)')

bench-ballots: build  ## the file of a million ballots: time and memory
	$(BENCHMARKS) ballots 1000000

bench-finding: build  ## time and memory of finding a scheme, at 100, 1,000 and 4,000 schemes
	$(BENCHMARKS) start
	$(BENCHMARKS) --filter '*' --artifacts artifacts/benchmarks

accuracy: build  ## the figures of docs/accuracy.md: how well the project's own questions are answered
	@for half in held-back tuning; do \
	    echo "## $$half"; echo; \
	    $(BOT) eval $(QUESTIONS)/$$half.jsonl --typing-errors --totals || exit 1; echo; \
	done

soak: build      ## kill -9 under load, KILLS=50 times, and compare what was confirmed with what is stored
	KILLS=$(KILLS) $(TESTS) --filter-class PanchayatBot.Tests.KillTests --filter-class PanchayatBot.Tests.BroadcastKillTests --filter-class PanchayatBot.Tests.VoteKillTests --show-live-output on

publish:         ## a folder that runs on a server with the .NET runtime
	dotnet publish src/PanchayatBot -c Release -o artifacts/panchayatbot
