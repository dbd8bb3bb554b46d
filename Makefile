# Two commands do everything: `make serve` and `make test`. Only Python and make are needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

.PHONY: help serve test judges check check-browsers shots notifications bench bench-growth profile lighthouse words lock check-real mutants

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

serve: $(VENV)/.base  ## the paper, with demo content, on http://127.0.0.1:8000 (PORT=)
	@$(BIN)/python manage.py serve --demo --port $(PORT)

test: $(VENV)/.dev  ## the whole suite, on SQLite and, where it is installed, on PostgreSQL
	@$(BIN)/python -m tests

judges:  ## fetch the checker of HTML, which the tests then use (needs npm, and Java to run)
	npm ci --prefix tests/judges --ignore-scripts --no-audit --no-fund

check: $(VENV)/.dev  ## lint, types, templates, lock, migrations, settings
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check
	$(BIN)/python -m tests.lock
	NEWSROOM_DATA=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	NEWSROOM_DATA=$$(mktemp -d) SITE_URL=https://news.example.org TRUSTED_PROXIES=1 EMAIL_URL=smtp://127.0.0.1 \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

check-browsers: $(VENV)/.dev  ## the main flows in Firefox and WebKit, as Debian has them
	$(BIN)/python -m pytest tests/browser/test_other_browsers.py -rP

check-real: $(VENV)/.dev  ## the tests over all of other people's files in ../shared/data
	$(BIN)/python -m pytest -m real --all

mutants: $(VENV)/.dev  ## make small faults, one by one, and see the tests notice each (WORKERS=)
	@$(BIN)/python -m tools.mutants --workers $(or $(WORKERS),1)

shots: $(VENV)/.dev  ## photographs of every kind of page, in shots/
	@$(BIN)/python -m benchmarks.shots

notifications: $(VENV)/.dev  ## every e-mail that can be sent, as text, and photographed in shots/
	@$(BIN)/python -m benchmarks.notifications

bench: $(VENV)/.dev  ## what is timed, beside nginx and a view of one line (needs wrk, nginx)
	@$(BIN)/python -m benchmarks.side_by_side

bench-growth: $(VENV)/.dev  ## the same acts in a paper of 1,000 and of 100,000 articles (SIZES=, DATABASE=, OUT=)
	@$(BIN)/python -m benchmarks.grow $(if $(SIZES),--sizes $(SIZES)) $(if $(DATABASE),--database $(DATABASE)) \
		$(if $(OUT),--out $(OUT))

profile: $(VENV)/.dev  ## where the milliseconds of a page go
	@$(BIN)/python -m benchmarks.rendering

lighthouse: $(VENV)/.dev  ## Lighthouse over the demo paper (needs Node)
	@$(BIN)/python -m benchmarks.lighthouse

words: $(VENV)/.dev  ## gather the words to translate into locale/, and compile them
	@$(BIN)/python -m tests.catalogues

lock:  ## pin every dependency with its hashes (needs uv)
	uv pip compile pyproject.toml $(UV) -o requirements/base.txt
	uv pip compile pyproject.toml --extra many $(UV) -o requirements/many.txt
	uv pip compile pyproject.toml --group dev $(UV) -o requirements/dev.txt
UV := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	--custom-compile-command "make lock"

# The lock names every package, so pip has nothing to find out: left to resolve, an older pip takes
# the newest release of a package that another asks for with an extra, and then finds no hash for it.
PIP := --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all:

# Python was upgraded or has gone: then what is installed cannot be found, and all is made anew. A
# folder that was moved works on, for nothing here is run by the scripts that name the old place.
STALE := $(shell test ! -e $(VENV)/.base || $(BIN)/python -c 'import django, granian, pip' 2>/dev/null || echo anew)
.PHONY: anew
anew:
	@echo "$(VENV) belongs to a Python that has gone or changed: it is made anew."
	@rm -rf $(VENV)

# Made again when the lock changes.
$(VENV)/.base: requirements/base.txt $(STALE)
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
		|| { echo "Python 3.11 to 3.14 is needed; say which with PYTHON=python3.12"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing …"
	@$(BIN)/python -m pip install $(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(BIN)/python -m pip install $(PIP) -r requirements/dev.txt
	@touch $@
