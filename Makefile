# The project's commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/ready ## make .venv with everything pinned

.venv/ready: constraints.txt shared/pyproject.toml $(wildcard services/*/pyproject.toml) deploy/setup
	@deploy/setup $(PYTHON)
