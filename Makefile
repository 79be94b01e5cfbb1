# `make demo` shows what the program does, `make test` checks it; `make help` lists the rest.
SHELL := /bin/sh
PREFIX ?= /usr/local
# The instruction set to build for: this machine's, unless LEVEL names another (x86-64-v3, …).
LEVEL ?= native
MARCH := $(if $(filter aarch64 arm64,$(shell uname -m)),-mcpu,-march)=$(LEVEL)
# The workbook is an optional part, on where its library is: 'make workbook' installs that. It is
# looked for when a recipe runs, after what that needs was installed.
TRAITS = $(if $(shell pkg-config --exists xlsxwriter 2>/dev/null && echo yes),--traits Workbook)
FLAGS = -c release -Xcc $(MARCH) $(TRAITS)
BUILT := .build/release/trends
TESTED = $(FLAGS) -Xswiftc -enable-testing --scratch-path .build-test
DEMO := .build/demo
PACKAGES := libgsl-dev libopenblas-dev libsqlite3-dev libstemmer-dev zlib1g-dev pkg-config
# Real listings for the tests that read some; they say that they were skipped where there are none.
export TRENDS_TEST_DATA ?= $(wildcard $(CURDIR)/../shared/data)
# The crash reporter can hang where a test expects a crash.
export SWIFT_BACKTRACE := enable=no

.PHONY: help demo build test slow lint format reports picture install packages spreadsheet browser workbook check clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: build ## fit the sample listings and print the report
	@mkdir -p $(DEMO) && rm -f $(DEMO)/trends.db
	$(BUILT) fit --store $(DEMO)/trends.db --topics 20 notebooks-data/listings
	$(BUILT) report --store $(DEMO)/trends.db --out $(DEMO)/reports --stdout
	@echo "The tables are in $(DEMO)/reports. Try next:"
	@echo "  $(BUILT) show T0001 --store $(DEMO)/trends.db"

build: packages ## build the program for this machine
	swift build $(FLAGS) --product trends

test: packages ## build and run the tests
	swift test --disable-xctest $(TESTED)

slow: packages spreadsheet browser workbook ## run the slow tests too
	TRENDS_SLOW_TESTS=1 swift test --disable-xctest $(TESTED)

lint: ## check layout, names and the order of imports
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	.ci/check-imports

format: ## lay the sources out
	swift format --in-place --recursive --parallel Package.swift Sources Tests

check: lint test ## what every change must pass

# Without the workbook, which is not committed, so that the manifest does not list it.
reports: TRAITS =
reports: build ## make the example report again
	@mkdir -p $(DEMO) && rm -f $(DEMO)/reports.db
	$(BUILT) fit --store $(DEMO)/reports.db --topics 20 notebooks-data/listings
	$(BUILT) report --store $(DEMO)/reports.db --out reports

picture: build browser ## draw the page of eight topics of the samples, for the README
	@mkdir -p $(DEMO) && rm -f $(DEMO)/picture.db
	$(BUILT) fit -q --store $(DEMO)/picture.db --topics 8 notebooks-data/listings
	$(BUILT) report --store $(DEMO)/picture.db --out $(DEMO)/picture
	chromium --headless --no-sandbox --hide-scrollbars --window-size=740,800 \
	  --screenshot=$(CURDIR)/reports/report.png file://$(CURDIR)/$(DEMO)/picture/report.html

install: build ## put trends into $(PREFIX)/bin
	install -D -m 755 $(BUILT) $(DESTDIR)$(PREFIX)/bin/trends

packages: ## install the Debian packages that are missing
	@.ci/install-packages $(PACKAGES)

# LibreOffice, half a gigabyte: tests open every table in it, and say that they were skipped where
# it is not there.
spreadsheet: ## install LibreOffice Calc, in which tests open every table
	@.ci/install-packages libreoffice-calc-nogui

# Chromium, a third of a gigabyte: tests open the page in it, and say that they were skipped where it
# is not there.
browser: ## install Chromium, in which tests open the page
	@.ci/install-packages chromium

# The next build writes report.xlsx; tests open it in LibreOffice.
workbook: ## install libxlsxwriter, with which reports are workbooks, too
	@.ci/install-packages libxlsxwriter-dev

clean: ## remove everything that was built
	rm -rf .build .build-test

# What 'python3 -m venv' needs, which Debian has in a package of its own.
VENV_PARTS := python3 -c 'import ensurepip' 2>/dev/null || .ci/install-packages python3-venv

# Exports opened by gensim, pandas and pyLDAvis; needs a network the first time.
INTEROP := .venv-interop/bin
$(INTEROP)/installed:
	@$(VENV_PARTS)
	python3 -m venv .venv-interop && $(INTEROP)/pip install --quiet gensim==4.4.0 pyLDAvis==3.4.0
	touch $@

.PHONY: interop
interop: build $(INTEROP)/installed ## open the exports of the samples' fit in gensim and pyLDAvis
	@mkdir -p $(DEMO) && rm -f $(DEMO)/interop.db
	$(BUILT) fit -q --store $(DEMO)/interop.db --topics 8 notebooks-data/listings
	$(INTEROP)/python Tests/Interop/check_exports.py $(BUILT) $(DEMO)/interop.db

# Needs the Debian packages of a cross compiler and of QEMU, 150 MB.
CROSS := $(if $(filter aarch64,$(shell uname -m)),x86-64,aarch64)
.PHONY: kernels
kernels: build ## compare the kernels' bytes on SSE2, AVX2, AVX-512 and NEON
	@.ci/install-packages gcc gcc-$(CROSS)-linux-gnu libc6-dev-$(if $(filter aarch64,$(CROSS)),arm64,amd64)-cross qemu-user-static
	Tests/Kernels/compare.sh $(BUILT)

# Side by side with tomotopy, in alternating runs; needs TRENDS_TEST_DATA and a few minutes.
VENV := .venv-bench/bin
$(VENV)/tomotopy.installed:
	@$(VENV_PARTS)
	python3 -m venv .venv-bench && $(VENV)/pip install --quiet 'numpy<2.3' tomotopy==0.14.0
	touch $@

.PHONY: bench
bench: build $(VENV)/tomotopy.installed ## time trends against tomotopy on real listings
	@test -n "$(TRENDS_TEST_DATA)" || { echo "set TRENDS_TEST_DATA to a folder of listings" >&2; exit 1; }
	$(VENV)/python Benchmarks/side_by_side.py --year 2025 $(TRENDS_TEST_DATA)/seed-listings
	$(VENV)/python Benchmarks/side_by_side.py $(TRENDS_TEST_DATA)/hf-daily-listings

BAGS := $(TRENDS_TEST_DATA)/bow
.PHONY: bench-peers
bench-peers: build $(VENV)/tomotopy.installed ## time the samplers against tomotopy on bags of words; over an hour
	@test -n "$(TRENDS_TEST_DATA)" || { echo "set TRENDS_TEST_DATA to a folder of listings" >&2; exit 1; }
	$(VENV)/python Benchmarks/peers.py rate $(BAGS)/kos-uci --cases 20:square:200,100:square:200,20:dense:200,100:dense:200
	$(VENV)/python Benchmarks/peers.py rate $(BAGS)/arxiv-listing-2025 --cases 20:square:60:20,100:square:60:10,500:sparse:60:3,1000:sparse:40:2
	$(VENV)/python Benchmarks/peers.py perplexity $(BAGS)/kos-uci
	$(VENV)/python Benchmarks/peers.py perplexity $(BAGS)/arxiv-listing-2025 --pairs 1 --shares 0.9,1,1.1 --cases 20:square:200,100:square:200,500:sparse:200,1000:sparse:50
