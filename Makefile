# What a newcomer needs: `make site` and `make test`. Tools that are missing are installed or named (scripts/need.sh).

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site test opencc tools packages bench screenshots

help: ## List these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

site: opencc ## Build the program, then the website in site/ from seeds/
	@cargo build --release --locked
	@cargo run --release --locked --quiet -- build
	@echo "or run python3 -m http.server --directory site and open the address that it prints"

# The tests run the program as built for development: a second build of all dependencies for a release would cost
# minutes and prove nothing more.
test: opencc tools ## Check everything (or some parts: make test PARTS="format browser")
	@tests/run.sh $(PARTS)

opencc: ## Set up OpenCC's library in .opencc/
	@scripts/need.sh cargo c++ python pip
	@python3 scripts/setup-opencc.py

bench-intake: opencc tools ## Score the intake on the development set (BENCH_SET=folder)
	@cargo build --release --locked
	@.venv/bin/python -B scripts/bench-intake.py $(BENCH_SET) target/release/shanben import -o {out}

bench: opencc ## Measure builds of 5,000 articles (or so: make bench BENCH="--help")
	@cargo build --release --locked
	@python3 scripts/bench.py $(BENCH)

screenshots: tools ## Take pictures of site/ into target/screenshots/ and renew docs/screenshots/
	@node tests/browser/screenshots.js

# What only the tests need: a browser, the HTML checker and Python's validators.
tools: packages .venv/installed tests/browser/node_modules/installed

packages:
	@scripts/need.sh rustfmt clippy git python python-venv node npm java chromium fonts

.venv/installed: tests/validate/requirements.txt
	@echo "Setting up Python's validators in .venv/ …"
	@python3 -m venv --clear .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

tests/browser/node_modules/installed: tests/browser/package-lock.json
	@echo "Setting up the browser tests in tests/browser/node_modules/ …"
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@
