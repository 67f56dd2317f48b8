# The two commands are `make run` and `make test`; docs/running-locally.md tells more.
# The Python of .venv, once there is one that runs; PYTHON=python3.12 makes .venv anew if that is another version.
PYTHON ?= $(shell $(IN_VENV) -c '' 2>/dev/null && echo $(IN_VENV) || echo python3)
PORT ?= 8000
ARGS ?=
SIZE ?= 100k
ROUNDS ?= 25
# Whoever has nothing left to do takes work over from the other.
ON_TWO_CORES := -n 2 --dist worksteal
IN_VENV := .venv/bin/python
NEW_KEY = $$($(IN_VENV) -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())")

.PHONY: help run test quick drill bench lint fix shell venv
.DEFAULT_GOAL := help

help: ## This list.
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

run: ## Serves Sentra with demo data on http://127.0.0.1:8000; elsewhere with PORT=8123.
	@$(PYTHON) config/install.py requirements.txt
	@exec $(IN_VENV) -m config.run "$(PORT)" "$$PPID"

test: venv ## Runs the whole suite, or a part of it: ARGS="tests/regions -k typing".
	@$(IN_VENV) manage.py build_translations
	@exec $(IN_VENV) -m pytest $(ON_TWO_CORES) $(ARGS)

quick: venv ## Runs all but the browser tests.
	@$(IN_VENV) manage.py build_translations
	@exec $(IN_VENV) -m pytest $(ON_TWO_CORES) -m "not browser" $(ARGS)

drill: venv ## Repeats what luck could let pass: each race ROUNDS times, each property with a hundred times the examples.
	@$(IN_VENV) manage.py build_translations
	@$(IN_VENV) -m pytest $(ON_TWO_CORES) -m race --count $(ROUNDS) $(ARGS)
	@exec $(IN_VENV) -m pytest $(ON_TWO_CORES) -m property --hypothesis-profile=long $(ARGS)

bench: ## Measures the register in databases of its own; a part of it with ARGS="duplicates", a million products with SIZE=1m.
	@$(PYTHON) config/install.py requirements-bench.txt
	@exec $(IN_VENV) -m bench --size $(SIZE) $(ARGS)

lint: venv ## Checks style, layers, templates, migrations and Django's own checks; changes nothing.
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/djlint --quiet --check templates
	@.venv/bin/djlint --quiet --lint templates
	@.venv/bin/lint-imports
	@$(IN_VENV) manage.py makemigrations --check --dry-run
	@$(IN_VENV) manage.py check --fail-level WARNING
	@PRODUCTION=true SECRET_KEY=$$($(IN_VENV) -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=sentra.example \
		DATABASE_URL=postgres://sentra@127.0.0.1/sentra SEALING_KEYS=lint:$(NEW_KEY) LOOKUP_KEY=$(NEW_KEY) $(IN_VENV) manage.py check --deploy --fail-level WARNING

fix: venv ## Puts style right where a tool can.
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format
	@.venv/bin/djlint --quiet --reformat templates

shell: venv ## Django's shell on the development database.
	@exec $(IN_VENV) manage.py shell

venv: ## The virtual environment with the test tools.
	@$(PYTHON) config/install.py requirements-dev.txt
