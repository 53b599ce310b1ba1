# hearsay: `make demo` and `make test` do all the set-up they need; `make help` lists the rest.
BUILD ?= build
PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
GCC = -DCMAKE_CXX_COMPILER=g++ -DCMAKE_BUILD_TYPE=Release
CLANG = -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=RelWithDebInfo
FUZZ_SECONDS ?= 600

.PHONY: help setup build demo test check sanitize smoke-fuzz fuzz bench install clean
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## install packages, fetch the language models
	@tools/setup.sh build

build: setup ## build/hearsay and its model packs
	@cmake -S . -B $(BUILD) -G Ninja $(GCC) >/dev/null
	@ninja -C $(BUILD) -j$(JOBS) --quiet

demo: build ## read the pages in examples/ and show what they come to
	@BUILD=$(BUILD) examples/demo.sh

test: ## all tests: gcc, then clang with sanitizers, then a moment of each fuzzer
	@tools/setup.sh test
	@$(MAKE) --no-print-directory check sanitize smoke-fuzz

check: build # the suite on the program as it ships
	@ctest --test-dir $(BUILD) --output-on-failure -j$(JOBS)

# One clang build serves the sanitized suite and the fuzzers.
sanitize: build
	@mkdir -p $(BUILD)/sanitized && ln -sfn ../models $(BUILD)/sanitized/models
	@cmake -S . -B $(BUILD)/sanitized -G Ninja $(CLANG) -DHEARSAY_SANITIZE=ON -DHEARSAY_FUZZ=ON -DHEARSAY_PACK_MODELS=OFF >/dev/null
	@ninja -C $(BUILD)/sanitized -j$(JOBS) --quiet
	@ctest --test-dir $(BUILD)/sanitized --output-on-failure -j$(JOBS)

smoke-fuzz: sanitize
	@tools/fuzz.sh $(BUILD)/sanitized 10

fuzz: sanitize ## run each fuzzer for FUZZ_SECONDS (600)
	@tools/fuzz.sh $(BUILD)/sanitized $(FUZZ_SECONDS)

bench: ## words and pages a second, beside peers
	@tools/setup.sh test
	@cmake -S . -B $(BUILD) -G Ninja $(GCC) -DHEARSAY_BENCH=ON >/dev/null
	@ninja -C $(BUILD) -j$(JOBS) --quiet
	@bench/run.sh $(BUILD)

install: build ## into PREFIX (/usr/local), below DESTDIR
	@DESTDIR=$(DESTDIR) cmake --install $(BUILD) --prefix $(PREFIX)

clean: ## remove what was built; .setup (downloads) stays
	rm -rf $(BUILD)
