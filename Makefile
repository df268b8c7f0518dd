# The steps of .ci/run, one a target. PYTHON is the interpreter of an environment with '.[dev]'.
PYTHON ?= python

.DEFAULT_GOAL := help
.PHONY: help fmt lint type layers api test examples docs report package validation versions coverage bench accuracy parity fuzz hostile mutate all

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

fmt:  ## Format the code
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

lint:  ## Check format and lint
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

type:  ## Type-check the package, and a user's file that uses only public names
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --strict tests/typing/user.py
	$(PYTHON) -m mypy --strict tests/typing/service.py
	$(PYTHON) -m mypy --strict tests/typing/tables.py

layers:  ## Check that imports only point down
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

test:  ## Run tests and doctests
	$(PYTHON) -m pytest

api:  ## Compare the public names with those of the last release
	$(PYTHON) tools/check_api.py

examples:  ## Check the types of the examples and run their tests; none may be skipped
	$(PYTHON) -m mypy --strict --exclude '/test_' examples
	$(PYTHON) -m basedpyright --pythonpath $(PYTHON)
	$(PYTHON) tools/test_examples.py

fuzz:  ## Feed broken files to the readers for ten minutes (better with atheris installed)
	for kind in csv xlsx json; do $(PYTHON) tools/fuzz_readers.py $$kind 200 || exit 1; done

mutate:  ## See whether tests notice small changes of a room: make mutate ROOM=_survey [SAMPLE=300 SEED=1 JOBS=1 SECONDS=15]
	$(PYTHON) tools/mutate.py $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) --seed $(or $(SEED),1) --jobs $(or $(JOBS),1) --seconds $(or $(SECONDS),15)

hostile:  ## Put hostile values into every argument of every public callable
	$(PYTHON) tests/hostile/sweep.py --pairs 20000

docs:  ## Build the documentation in both languages; a warning is an error
	$(PYTHON) tools/translation.py check
	$(PYTHON) -m sphinx -n -W --keep-going -q -b html -d docs/_build/doctrees/en docs docs/_build/html
	$(PYTHON) -m sphinx -n -W --keep-going -q -b html -t id -d docs/_build/doctrees/id docs docs/_build/html/id
	$(PYTHON) tools/check_pages.py

report:  ## Run the main job in both languages; a warning of our own is an error
	$(PYTHON) -W error::UserWarning -W error::RuntimeWarning -m kinerja --language en > /dev/null
	$(PYTHON) -W error::UserWarning -W error::RuntimeWarning -m kinerja --language id > /dev/null

package:  ## Build wheel and sdist, check what is in them, install the sdist
	$(PYTHON) tools/check_package.py

validation:  ## Make the dossier of what every public function was checked against
	$(PYTHON) tools/make_validation.py

coverage:  ## Print the branch coverage of every room
	$(PYTHON) tools/room_coverage.py

versions:  ## Run the tests on every Python there is, with the lowest and the newest packages
	$(PYTHON) tools/try_versions.py

bench:  ## Measure speed
	$(PYTHON) -m benchmarks

accuracy:  ## Measure how far figures are from exact arithmetic, by family and kind of numbers
	$(PYTHON) tools/measure_accuracy.py

parity:  ## Draw the data of R's figures again, let R work them out, and test on them (needs Rscript)
	$(PYTHON) tools/fresh_parity.py

claims:  ## Measure every speed that README.md claims beside its peer (needs '.[peers]')
	$(PYTHON) -m benchmarks --cpu claims

growth:  ## Measure how the time of each hot function grows
	$(PYTHON) -m benchmarks --cpu growth

all: lint type layers api test docs report package  ## Everything that .ci/run does
