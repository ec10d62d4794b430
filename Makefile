# The project's commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
FILE ?= ../shared/vectors.json
# Three workers on two cores: a quarter of a worker's time is waiting for servers that start, stop or were killed.
test: ARGS ?= -n 3 --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup run stop status endpoints operate backup restore restore-drill refill agencies demo vectors invariants tamper-drill bench test mutants images locks generate lint

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## make .venv with everything pinned

.venv/ready: constraints.txt $(wildcard shared/pyproject.toml shared/*/pyproject.toml services/*/pyproject.toml services/*/*/pyproject.toml) deploy/setup
	@deploy/setup $(PYTHON)

run: setup ## run the whole system here; Ctrl-C stops it
	@exec $(BIN)/python -m deploy.local run

stop: setup ## stop a system that `make run` started elsewhere, or what a killed one left
	@$(BIN)/python -m deploy.local stop

status: setup ## show what runs, since when, pending and lag
	@$(BIN)/python -m deploy.local status

endpoints: setup ## print every address and login as JSON (make -s endpoints)
	@$(BIN)/python -m deploy.local endpoints

operate: setup ## a word of a service's command line: make operate ARGS="registration parked"
	@$(BIN)/python -m deploy.local operate $(ARGS)

backup: setup ## of the running system: every database at one moment and the log's files, into .local/backups
	@$(BIN)/python -m deploy.local backup

restore: setup ## of a stopped system with an empty MongoDB: make restore FROM=.local/backups/TIME
	@$(BIN)/python -m deploy.local restore $(FROM)

restore-drill: setup ## play a small round, back it up, go on, lose MongoDB, restore, check the invariants
	@$(BIN)/python -m drill.restoring

refill: setup ## of a system that is stopped: fill a Kafka that lost everything from the commits, byte for byte
	@$(BIN)/python -m deploy.local refill

agencies: setup ## give other agencies at Kafka what platform says, and nothing else
	@$(BIN)/python -m deploy.local agencies

demo: setup ## drive one complete round through the running system (SIZE=year: more of what the city does beside it)
	@$(BIN)/python -m demo $(if $(SIZE),--size $(SIZE))

vectors: setup ## run a file of rule vectors: make vectors FILE=path
	@$(BIN)/python -m tests.vectors $(FILE)

invariants: setup ## check the running system: nothing lost, doubled or drifted
	@$(BIN)/python -m tests.invariants

tamper-drill: setup ## change the record in every way, on copies, and see who notices
	@$(BIN)/python -m drill

bench: setup ## measure the three paths beside their peers
	@$(BIN)/python -m bench

test: setup ## run every test, those in a real Chromium too; ARGS=path runs some, one after the other
	@$(BIN)/python -m deploy.local tools && $(BIN)/python -m deploy.local fetch && $(BIN)/python -m pytest $(ARGS)

mutants: setup ## put fault after fault into a copy of the program and see that a test notices each
	@$(BIN)/python -m deploy.local fetch && $(BIN)/python -m tests.mutants $(ARGS)

images: setup ## build a container image of each service (docker, podman or buildah); ARGS=names builds some
	@$(BIN)/python -m deploy.images $(ARGS)

locks: setup ## write the images' lists of packages with hashes, after a change of dependencies
	@$(BIN)/python -m deploy.images.locks

generate: setup ## write what is made of other files: AsyncAPI, a new contract's examples, texts, manifests
	@made="$$($(BIN)/python -m asnkit.asyncapi)" && printf '%s\n' "$$made" > shared/contracts/asyncapi.yaml
	@made="$$($(BIN)/python -m asnkit.bundle)" && printf '%s\n' "$$made" > shared/contracts/bundle.json
	@made="$$($(BIN)/python -m asnkit.leaving)" && printf '%s\n' "$$made" > docs/what-leaves.md
	@$(BIN)/python -m tests.contracts.published && $(BIN)/python -m portal.catalogue && $(BIN)/python -m deploy.kubernetes && $(BIN)/python -m deploy.compose && $(BIN)/python -m deploy.monitoring

lint: setup ## check style, formatting, the layers and the contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-logo && $(BIN)/python -m asnkit.strictness
