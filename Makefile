# Two commands are enough: `make run` and `make test`. Each sets up all it needs.

UV_VERSION := 0.13.9
PYTHON := $(shell command -v python3.10 2>/dev/null || ls $(HOME)/.pyenv/versions/3.10.*/bin/python 2>/dev/null | tail -1)
PY := .venv/bin/python

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
# Compiled files make the start of Rasa five times as quick.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help:  ## zeigt diese Übersicht
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: .venv/.ready  ## startet den Familien-Lotsen
	@exec $(PY) -m bot run

.PHONY: test
test: check train  ## prüft alles: Stil, Typen, Inhalte, Tests
	@$(PY) tools/browser.py
	$(PY) -m pytest

.PHONY: check
check: .venv/.ready  ## prüft Stil, Typen und Inhalte
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m bot check

.PHONY: train
train: .venv/.ready  ## trainiert, wenn sich Inhalte geändert haben
	$(PY) -m bot train

.PHONY: catalogue
catalogue: .venv/.ready  ## zeigt geänderte Katalogdateien und übernimmt sie auf Wunsch
	@$(PY) -m bot catalogue

.PHONY: evaluate
evaluate: .venv/.ready  ## misst, wie gut verstanden und vermittelt wird
	@$(PY) -m bot evaluate

.PHONY: prove
prove: .venv/.ready  ## wiederholt alle Messungen und schreibt docs/proof
	@$(PY) -m bot prove

.PHONY: bench
bench: .venv/.ready  ## misst Tempo und Speicher gegen Rasas Vorgabe
	@$(PY) -m bot bench

.PHONY: pictures
pictures: .venv/.ready  ## macht die Bilder in docs/bilder neu (während `make run` läuft)
	@$(PY) tools/browser.py
	@$(PY) tools/screenshots.py

.PHONY: lock
lock: .venv/bin/uv  ## löst alle Pakete neu auf und schreibt uv.lock
	$(PY) tools/environment.py --lock

.venv/.ready: uv.lock pyproject.toml tools/environment.py | .venv/bin/uv
	@echo "Richte die Umgebung ein, das dauert beim ersten Mal einige Minuten …"
	@$(PY) tools/environment.py
	@touch $@

.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.10 fehlt. Bitte installieren, zum Beispiel: pyenv install 3.10" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
