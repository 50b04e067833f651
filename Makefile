# minhbach: a static site generator for public commitments.  `make help` tells
# what can be made.
# SPDX-License-Identifier: MIT

VERSION  = 0.1.0
PREFIX   = /usr/local
BUILD    = build
CC       ?= cc
CFLAGS   ?= -O2 -g
OUT      = public
DEMO_OUT = $(OUT)/demo

BINDIR   = $(PREFIX)/bin
DATADIR  = $(PREFIX)/share/minhbach
MANDIR   = $(PREFIX)/share/man
COMPLETIONS = $(PREFIX)/share/bash-completion/completions/minhbach \
	   $(PREFIX)/share/zsh/site-functions/_minhbach

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	   -Wmissing-prototypes -Wwrite-strings -Wundef -Wvla -Wformat=2 \
	   -Wno-format-nonliteral
MODULES  = libcmark libgit2 yaml-0.1 jansson libutf8proc libcrypto \
	   libzip libxml-2.0 libmicrohttpd
TEST_MODULES = cmocka

# SANITIZE=address,undefined builds beside the ordinary objects.
ifdef SANITIZE
BUILD    = build/$(subst $(comma),-,$(SANITIZE))
SAN      = -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	   -fno-omit-frame-pointer -DPOOL_MALLOC
endif
comma    = ,

# One name for one file: dependencies know objects by it, and a caller may name
# the folder in full.
override BUILD := $(patsubst $(CURDIR)/%,%,$(BUILD))

# Looked up when something is compiled, so that `make help` and `make clean`
# need no library.
pkg      = $(shell pkg-config $(1) $(MODULES) 2>/dev/null)
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(call pkg,--cflags))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(call pkg,--libs))$(PKG_LIBS)

# `make V=1` shows whole commands.
Q        = $(if $(V),,@)
COMPILE  = $(CC) -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	   -DDATADIR='"$(DATADIR)"' $(WARNINGS) $(CPPFLAGS) $(CFLAGS) $(SAN) \
	   -pthread -iquote src $(PKG_CFLAGS) -MMD -MP

SOURCES  = $(wildcard src/*.c)
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
LIBRARY  = $(BUILD)/libminhbach.a
PROGRAM  = $(BUILD)/minhbach
MAN      = $(wildcard man/*.[1-9])
UNITS    = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

all: $(PROGRAM)

help:
	@echo 'make            build $(BUILD)/minhbach'
	@echo 'make site       install what is missing, build, publish content/ into $(OUT)/'
	@echo 'make demo       publish a fictional province into $(DEMO_OUT)/ (DEMO_OUT=…);'
	@echo '                its repository, with 18 months of history: $(BUILD)/demo/repo'
	@echo 'make test       install what tests need, run all tests'
	@echo 'make units      only the unit tests'
	@echo 'make bench      time a build beside git'
	@echo 'make install    PREFIX=$(PREFIX), DESTDIR for packagers; make uninstall'
	@echo 'make clean      remove build/'
	@echo 'SANITIZE=address,undefined with any of these builds a checked program'

# A shallow clone and an unpacked archive can be published too; the pages say
# what is not known then.
HAVE     = $(if $(wildcard .git),$(if $(filter true,$(shell git rev-parse \
	   --is-shallow-repository 2>/dev/null)),--allow-shallow),--worktree)

site: | deps
	@$(MAKE) --no-print-directory $(PROGRAM)
	$(PROGRAM) build -s content -o $(OUT) $(HAVE) $(SITE_FLAGS)

# The same commit ids each time; the repository is made anew.
demo: | deps
	@$(MAKE) --no-print-directory $(PROGRAM)
	@MINHBACH=$(PROGRAM) sh tools/demo/build $(BUILD)/demo/repo $(DEMO_OUT)

test: | test-deps
	@$(MAKE) --no-print-directory $(PROGRAM)
	@BUILD=$(BUILD) MAKE='$(MAKE)' sh tests/run

unit-programs: $(UNITS)

units: unit-programs
	@for t in $(UNITS); do echo "== $$t"; $$t || exit 1; done

# Not a test: how fast the program is beside git.
bench: $(PROGRAM)
	@MINHBACH=$(PROGRAM) bash bench/run.sh

# Debian packages of the modules; installed by `make site` and `make test`.
deps:
	@sh tests/deps $(MODULES)

test-deps:
	@sh tests/deps --test $(MODULES) $(TEST_MODULES)

# A program that is not installed finds its themes beside itself.
$(PROGRAM): $(BUILD)/main.o $(LIBRARY)
	@echo 'LD $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(SAN) -pthread -o $@ $^ $(PKG_LIBS)
	@ln -sfn '$(CURDIR)/themes' $(BUILD)/themes

$(LIBRARY): $(filter-out $(BUILD)/obj/main.o,$(OBJECTS))
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/main.o: src/main.c | $(BUILD)/obj
	@echo 'CC $<'
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/obj/%.o: src/%.c | $(BUILD)/obj
	@echo 'CC $<'
	$(Q)$(COMPILE) -c -o $@ $<

# Another PREFIX than before: the program must know.
$(BUILD)/obj/theme.o: $(BUILD)/datadir
$(BUILD)/datadir: FORCE | $(BUILD)/obj
	@echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' >$@

# The program's own words, schemas and files are part of the program (.incbin).
$(BUILD)/obj/messages_data.o: src/messages/vi.yml src/messages/en.yml
$(BUILD)/obj/schemas_data.o: $(wildcard schemas/*.json)
$(BUILD)/obj/serve_data.o: src/preview/preview.js src/preview/preview.css

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY) | $(BUILD)/unit
	@echo 'CC $<'
	$(Q)$(COMPILE) -iquote tests/unit -o $@ $< $(LIBRARY) \
		$(shell pkg-config --cflags --libs $(TEST_MODULES)) $(PKG_LIBS)

$(BUILD)/obj $(BUILD)/unit:
	@mkdir -p $@

install: $(PROGRAM)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(DATADIR)
	install -m 755 $(PROGRAM) $(DESTDIR)$(BINDIR)/minhbach
	cp -R themes deploy $(DESTDIR)$(DATADIR)/
	install -d $(DESTDIR)$(DATADIR)/schemas
	cp -R schemas/source $(DESTDIR)$(DATADIR)/schemas/
	chmod -R u=rwX,go=rX $(DESTDIR)$(DATADIR)
	@for page in $(MAN); do \
		to='$(DESTDIR)$(MANDIR)/man'$${page##*.}; \
		install -d "$$to" && sed 's,@DATADIR@,$(DATADIR),' "$$page" \
			>"$$to/$${page##*/}" && chmod 644 "$$to/$${page##*/}" || \
			exit; \
	done
	install -d $(dir $(COMPLETIONS:%=$(DESTDIR)%))
	$(PROGRAM) completion bash >$(DESTDIR)$(word 1,$(COMPLETIONS))
	$(PROGRAM) completion zsh >$(DESTDIR)$(word 2,$(COMPLETIONS))
	chmod 644 $(COMPLETIONS:%=$(DESTDIR)%)

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/minhbach
	rm -rf $(DESTDIR)$(DATADIR)
	rm -f $(COMPLETIONS:%=$(DESTDIR)%) \
		$(foreach page,$(MAN),$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))

clean:
	rm -rf build

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/unit/*.d $(BUILD)/*.d)

.PHONY: all help site demo test units deps test-deps install uninstall clean \
	unit-programs bench FORCE
