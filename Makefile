# Poruch. `make help` tells what can be asked; the README tells the rest.
#
# Every .c file in the four rooms is part of the program but the tools among them (templates/compile.c).
# Two builds live side by side: build/ for use, build/check/ with the sanitizers for the tests.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash

PREFIX ?= /usr/local
CC ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif
PKG_CONFIG ?= pkg-config
BUILD ?= build
VERSION := $(shell sed -n 's/^\#\# \[\([0-9][^]]*\)\].*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1)

PACKAGES := sqlite3 libmicrohttpd libxml-2.0 icu-i18n icu-uc libsodium zlib jansson
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Werror=unused-result
HARDENING := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE -fstack-clash-protection \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
OPTIMISE ?= -O2 -g $(HARDENING)
LINK_OPTIMISE ?= -pie -Wl,-z,relro,-z,now
CFLAGS ?=
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -pthread -include model/base/banned.h -I. \
	-I$(BUILD) -DPORUCH_BUILD='"$(BUILD)"' -DPORUCH_VERSION='"$(or $(VERSION),0)"' $(WARNINGS) $(OPTIMISE) \
	$(filter-out -I/usr/include,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)) $(CPPFLAGS) $(CFLAGS)
LIBRARIES = $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null)

TOOLS := templates/compile.c templates/compile_markup.c
PAGES := $(sort $(wildcard templates/*.html))
SOURCES := $(filter-out $(TOOLS),$(sort $(wildcard model/base/*.c model/*.c feeds/*.c templates/*.c \
	server/*.c server/pages/*.c server/commands/*.c)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(PAGES:%.html=$(BUILD)/%.html.o)
TEMPLATE_HEADERS := $(PAGES:%.html=$(BUILD)/%.html.h)
PROGRAM_OBJECTS := $(filter-out $(BUILD)/server/main.o,$(OBJECTS))

# make V=1 shows the commands whole.
quiet := $(if $(V),,@)
say = $(if $(V),@:,@echo '  $@')

.PHONY: all help
all: $(BUILD)/poruch

help:
	@sed -n 's/^#: //p' $(MAKEFILE_LIST)

#: make          build the program at build/poruch
$(BUILD)/poruch: $(OBJECTS)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) $(LINK_OPTIMISE) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

# Whoever includes a template's header needs all of them to be there before the first compile; from
# the second on, the .d files know which.
$(BUILD)/%.o: %.c | $(TEMPLATE_HEADERS)
	@mkdir -p $(@D)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.html.o: $(BUILD)/%.html.c | $(TEMPLATE_HEADERS)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Templates become C; the compiler is a tool of the build, without the tests' sanitizers.
build/compile-templates: $(TOOLS) templates/compile.h model/base/banned.h
	@mkdir -p $(@D)
	$(say)
	$(quiet)$(CC) -std=gnu17 -D_GNU_SOURCE -include model/base/banned.h -I. $(WARNINGS) -O1 -g -o $@ $(TOOLS)

$(BUILD)/%.html.c $(BUILD)/%.html.h &: %.html build/compile-templates
	@mkdir -p $(@D)
	$(say)
	$(quiet)build/compile-templates $< $(BUILD)/$*.html.c $(BUILD)/$*.html.h

$(BUILD)/templates/po/%.mo: templates/po/%.po
	@mkdir -p $(@D)
	$(say)
	$(quiet)msgfmt --check-format -o $@ $<

# Files that .incbin brings in are invisible to -MMD, so their users name them here.
$(BUILD)/model/db_schema.o: $(sort $(wildcard model/schema/*.sql))
$(BUILD)/templates/words.o: $(BUILD)/templates/po/uk.mo $(BUILD)/templates/po/en.mo
$(BUILD)/templates/assets.o: templates/style.css templates/icon.svg
$(BUILD)/model/codifier.o: $(wildcard model/data/*.tsv)

-include $(OBJECTS:.o=.d)

# ---------------------------------------------------------------- tests

# The same sources once more, with the sanitizers, and Criterion's tests linked to them.
CHECK_FLAGS := OPTIMISE="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined" LINK_OPTIMISE="-fsanitize=address,undefined"
TEST_SOURCES := $(sort $(wildcard tests/*.c tests/model/*.c tests/templates/*.c tests/feeds/*.c \
	tests/server/*.c))
TEST_PAGES := tests/templates/cases.html
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(TEST_PAGES:%=$(BUILD)/%.o)
TEST_ENVIRONMENT := ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1

$(BUILD)/tests/templates/compiled.o: | $(TEST_PAGES:%=$(BUILD)/%.h)

$(BUILD)/tests/all: $(TEST_OBJECTS) $(PROGRAM_OBJECTS)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) $(LINK_OPTIMISE) $(LDFLAGS) -o $@ $^ $(LIBRARIES) -lcriterion

.PHONY: unit
#: make unit     the Criterion tests alone; FILTER='issue/*' runs some
unit:
	@$(MAKE) --no-print-directory BUILD=build/check $(CHECK_FLAGS) build/check/tests/all \
		$(if $(wildcard server/main.c),build/check/poruch)
	$(TEST_ENVIRONMENT) build/check/tests/all -j2 $(if $(FILTER),--filter '$(FILTER)')

-include $(TEST_OBJECTS:.o=.d)
