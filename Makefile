# The one task runner. `make` alone lists what there is.
# Every task sets up .venv first; that takes seconds once and nothing afterwards.

SHELL := /bin/sh
UV_VERSION := 0.13.9
BIN := .venv/bin
STAMP := .venv/.synced

# Which Python: the first that is 3.11 or 3.12. To choose another: make PYTHON=/path/to/python3.12
RIGHT_PYTHON := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))
PYTHON ?= $(shell for each in python3.12 python3.11 python3; do \
	$$each -c '$(RIGHT_PYTHON)' 2>/dev/null && command -v $$each && break; done)
BROWSER := $(shell command -v chromium || command -v chromium-browser)
APT := sudo apt-get install -y python3 python3-venv python3-dev build-essential make

# uv from PATH, or a pinned one of our own in .tools/. It may not fetch a Python by itself.
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
OWN_UV := $(filter .tools/bin/uv,$(UV))
export UV_PYTHON_DOWNLOADS := never
# Where PYTHONDONTWRITEBYTECODE is set, every start would compile every module anew: four times slower.
export UV_COMPILE_BYTECODE := 1
# Where the machine has its own list of trusted certificates (a company proxy, say), uv shall use it.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),)
export UV_SYSTEM_CERTS ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test check mutate lint lint-corpus docs bench wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { sub(/:.*/, "", $$1); printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## set everything up in .venv

demo: $(STAMP) ## the main job: one question about a power line, answered with reasons
	@echo '问：10千伏单电源用户接电，外线120米，要过道路、占绿地，不迁绿化，配套工程没有土建，用户自己的工程先完工。'
	@echo '    按2018年11月5日的规定，要办什么、免办什么、最多几个工作日、依据是什么？'
	@echo
	@$(BIN)/banshi ask power.connect --as-of 2018-11-05 \
		--set voltage=10kv --set dual_source=false --set line_length_m=120 \
		--set occupies_green=true --set green_relocation=false \
		--set occupies_road=true --set digs_road=true \
		--set civil_works=false --set user_works_finished_early=true

test: $(STAMP) | $(OWN_UV) ## run the tests; with Chromium on the machine also those of the site in a browser
	@$(UV) sync --frozen --quiet --inexact --extra docs $(if $(BROWSER),--group browser)
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(STAMP) ## check the rule base and its guides, run the worked cases
	$(BIN)/banshi check --guides
	$(BIN)/banshi test

mutate: $(STAMP) ## make every rule wrong in turn and see whether a worked case finds it
	$(BIN)/banshi test --mutate

lint-corpus: $(STAMP) ## recall and precision of the linter on the documents of tests/corpus
	$(BIN)/python tests/corpus/measure.py

lint: $(STAMP) ## style, types and layers of the code
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP) | $(OWN_UV) ## build the site with guides and documentation into docs/_build/site; a warning is an error
	@$(UV) sync --frozen --quiet --inexact --extra docs
	@mkdir -p docs/_build
	$(BIN)/banshi site docs/_build/site --pages docs --as-of 2018-11-05 --force

bench: $(STAMP) | $(OWN_UV) ## measure speed on this machine: docs/benchmarks.md
	@$(UV) sync --frozen --quiet --inexact --group bench
	$(BIN)/python tests/benchmarks/run.py

wheel: $(STAMP) | $(OWN_UV) ## build dist/*.whl with the rules inside
	$(UV) build --wheel --python $(BIN)/python

clean: ## remove everything these tasks have made
	rm -rf .venv .tools build dist docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMP): uv.lock pyproject.toml
	@$(MAKE) --no-print-directory machine
	@test -x '$(UV)' || $(MAKE) --no-print-directory $(UV)
	$(UV) sync --frozen --quiet --python $(PYTHON)
	@$(BIN)/python -m compileall -q kb generator
	@touch $@

.tools/bin/uv:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'banshi needs the venv module of $(PYTHON): $(APT)' >&2; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# What pip would tell with a compiler's traceback, in one line. durable-rules is C code and comes as source only.
.PHONY: machine
machine:
	@test -n '$(PYTHON)' || { \
		echo 'banshi needs Python 3.11 or 3.12; here is $(or $(shell python3 -V 2>/dev/null),no python3).' \
		'On Debian 12 or Ubuntu 24.04: $(APT).' \
		'Elsewhere: uv python install 3.12 && make PYTHON=$$(uv python find 3.12)' >&2; exit 1; }
	@$(PYTHON) -c '$(RIGHT_PYTHON)' 2>/dev/null || { \
		echo 'banshi needs Python 3.11 or 3.12, and $(PYTHON) is not one of them.' >&2; exit 1; }
	@cc="$${CC:-$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_config_var("CC") or "cc")')}"; \
	command -v $${cc%% *} >/dev/null || { \
		echo "banshi needs a C compiler ($${cc%% *}) to build durable-rules: $(APT)" >&2; exit 1; }; \
	echo '#include <Python.h>' | $$cc -fsyntax-only -x c - \
		-I"$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("include"))')" 2>/dev/null || { \
		echo 'banshi needs the C headers of $(PYTHON) (Python.h) to build durable-rules: $(APT)' >&2; exit 1; }
