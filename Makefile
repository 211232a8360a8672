# Everything a developer does. Needs git, make and Python 3.11.2 or later (on Debian and Ubuntu python3-venv too); the
# rest goes into $(VENV).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EXTRAS := calendrier,carte,cli,donnees,grappe,hypothesis,notebook,rapide,rapport,tables
VERROU := contraintes.txt
PLANCHER := 3.11.2
VIRGULE := ,

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_WARN_SCRIPT_LOCATION := 1

.PHONY: generateurs vite coeur crochets mypy a-cote comptes securite fuzz fuzz-court fuzz-couverture pannes proprietes help demo test lint types docs bench bench-complet paquet paquet-accepter matrix verrou clean
.DELETE_ON_ERROR:

help:
	@echo "make demo            the five source articles: summary, state, findings; their JSON in build/demo"
	@echo "make test            everything that must hold before a commit"
	@echo "make vite            between two edits: format, lint, layers, types, the tests of the core"
	@echo "make crochets        let git run make lint and make mypy at each commit, make vite at each push"
	@echo "make lint            format, lint and layers"
	@echo "make types           mypy on the whole, mypy and basedpyright on tests/types"
	@echo "make mutation        change the law in every way, and see that the tests notice (long; TIRES=20 GRAINE=1)"
	@echo "make docs            write the JSON Schema and docs/reference/ again, then every example"
	@echo "make site            the documentation as a site, in build/site"
	@echo "make generateurs     TypeScript, ajv and Pydantic from the schema, into build/generateurs (needs node and npm)"
	@echo "make bench           a line for each target of speed and memory; writes docs/performance.md"
	@echo "make bench-complet   the same, with the whole country and the national files"
	@echo "make paquet          build the wheel, compare its files, try it in an empty environment"
	@echo "make paquet-accepter accept the present list of files of the wheel"
	@echo "make fuzz            each reader under atheris: FUZZ='--duree 60', FUZZ='--executions 1000000 json' ..."
	@echo "make fuzz-couverture the branches that the corpus of make fuzz reaches, beside those of the unit tests"
	@echo "make pannes          five hundred processes killed while they write"
	@echo "make comptes         how many tests each folder holds"
	@echo "make securite        dangerous code (bandit), known flaws of the locked dependencies (pip-audit, with a network)"
	@echo "make matrix          the tests of the core on each Python, on the lowest dependencies, without any extra (nox)"
	@echo "make verrou          resolve the development dependencies again into $(VERROU); MAJ=--upgrade for later ones"
	@echo "make clean           remove what was built, $(VENV) excepted"

# The version of Python is tested before anything else: an older one fails later with obscure messages. The old pip of a
# fresh environment does not know dependency groups. What builds the project, and the dependencies that come as sources
# alone, is installed first because the lock pins it too (an isolated build would resolve it again).
$(VENV)/.pret: pyproject.toml $(VERROU)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(PLANCHER)".split("."))))' 2>/dev/null || { \
	  echo "Python $(PLANCHER) or later is needed, and $(PYTHON) is not: $$($(PYTHON) -V 2>&1 | head -n 1)" >&2; \
	  echo "Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the locked dependencies into $(VENV)"
	@$(BIN)/python -m pip install -q -c $(VERROU) pip hatchling setuptools
	@$(BIN)/python -m pip install -q -c $(VERROU) --no-build-isolation --group dev -e '.[$(EXTRAS)]'
	@touch $@

demo: $(VENV)/.pret
	$(BIN)/python -m soinsprimaires demo --sortie build/demo

lint: $(VENV)/.pret
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo

types: mypy
	$(BIN)/python -m pytest -q tests/meta/test_types.py

# Strict, and without a network: a link that leads nowhere is an error.
site: $(VENV)/.pret
	$(BIN)/sphinx-build -q -n -W --keep-going -b html docs build/site

# Quick things first. What takes one processor goes beside mypy, which takes the other.
test: lint
	@$(MAKE) --no-print-directory -j 2 mypy a-cote
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -q -n 2
	$(BIN)/coverage combine -q
	$(BIN)/coverage report
	@$(MAKE) --no-print-directory fuzz-court

# The type tests are part of pytest in make test.
mypy: $(VENV)/.pret
	$(BIN)/mypy

a-cote: $(VENV)/.pret
	$(BIN)/python -m outils.securite --hors-ligne
	$(BIN)/python outils/paquet.py
	@$(MAKE) --no-print-directory site

# Between two edits: what a change of the core breaks first, without coverage. mypy remembers what did not change.
VITE := unitaires modele composition comparaison referentiels regles cycle droit serialisation donnees api
vite: lint
	@$(MAKE) --no-print-directory -j 2 mypy coeur

coeur: $(VENV)/.pret
	$(BIN)/python -m pytest -q -n 2 $(addprefix tests/,$(VITE))

crochets: $(VENV)/.pret
	$(BIN)/pre-commit install

# How many tests each folder holds, without running them.
comptes: $(VENV)/.pret
	@$(BIN)/python -m pytest -q --collect-only | sed -n 's,^\(tests/[a-z_]*\)[/.].*::.*,\1,p' | sort | uniq -c

# A quarter of an hour on two cores: every property looks far, elsewhere at each run. EXEMPLES=5000 looks for a night.
proprietes: $(VENV)/.pret
	HYPOTHESIS_PROFILE=nuit $(BIN)/python -m pytest -q -n 2 tests/proprietes tests/cycle tests/schemas tests/serialisation

# Resumes where the last one stopped: build/fuzz keeps what was learnt and the sums of every campaign.
FUZZ ?=
fuzz: $(VENV)/.pret
	$(BIN)/python -m outils.fuzz $(FUZZ)

# The same inputs every time: what is refused here is refused everywhere. New ones are for make fuzz.
fuzz-court: $(VENV)/.pret
	$(BIN)/python -m outils.fuzz --tours 1000 --processus 2

fuzz-couverture: $(VENV)/.pret
	$(BIN)/python -m outils.fuzz --couverture

pannes: $(VENV)/.pret
	PANNES=500 $(BIN)/python -m pytest -q tests/pannes

# TIRES mutants of the code of each room, the same for the same GRAINE; 0 is all of them, for a night. Resumes.
TIRES ?= 20
GRAINE ?= 1
mutation: $(VENV)/.pret
	$(BIN)/python -m outils.mutation --tires $(TIRES) --graine $(GRAINE)

docs: $(VENV)/.pret
	$(BIN)/python -m outils.schema
	$(BIN)/python -m tests.donnees.complet
	$(BIN)/python -m outils.pages
	$(BIN)/python -m outils.figures
	$(BIN)/python -m pytest -q tests/test_documentation.py

# What other languages make of the schema; make test runs the same where they are installed.
generateurs: $(VENV)/.pret
	mkdir -p build/generateurs
	npm install --prefix build/generateurs --no-audit --no-fund json-schema-to-typescript@16 ajv@8 typescript@7 @types/node@22
	$(PYTHON) -m venv build/generateurs/python
	build/generateurs/python/bin/python -m pip install -q datamodel-code-generator pydantic
	$(BIN)/python -m pytest -q -rs tests/schemas/test_generateurs.py

bench: $(VENV)/.pret
	@$(BIN)/python -m benchmarks.tableau docs/performance.md

# Long: the whole country and the national files too.
bench-complet: $(VENV)/.pret
	@$(BIN)/python -m benchmarks.tableau --complet docs/performance.md

paquet: $(VENV)/.pret
	$(BIN)/python outils/paquet.py

paquet-accepter: $(VENV)/.pret
	$(BIN)/python outils/paquet.py --accepter

securite: $(VENV)/.pret
	$(BIN)/python -m outils.securite

# With pyenv: PYENV_VERSION=3.11.7:3.12.1:3.13.0 make matrix. See noxfile.py.
matrix: $(VENV)/.pret
	$(BIN)/nox

# One file for every Python that is promised, with markers where they need different versions, whatever the machine that
# resolves it. What still fits keeps its version, unless MAJ=--upgrade.
MAJ ?=
verrou:
	@test -x build/verrou/bin/uv || { $(PYTHON) -m venv --clear build/verrou && build/verrou/bin/python -m pip install -q uv; }
	printf 'pip\nsetuptools\nhatchling\n' | build/verrou/bin/uv pip compile -q --no-config $(MAJ) \
	  --universal --python-version $(PLANCHER) --no-annotate --custom-compile-command 'make verrou' \
	  --group dev $(addprefix --extra ,$(subst $(VIRGULE), ,$(EXTRAS))) -o $(VERROU) pyproject.toml -

clean:
	rm -rf build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests examples benchmarks outils -name __pycache__ -type d -prune -exec rm -rf {} +
