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

PACKAGES := sqlite3 libmicrohttpd libxml-2.0 icu-i18n icu-uc libsodium zlib jansson libqrencode libjpeg libpng libical harfbuzz harfbuzz-subset libarchive libcurl
# Debian's libjs-leaflet: the interactive map's library, embedded.
LEAFLET ?= /usr/share/javascript/leaflet
# Debian's fonts-dejavu-core: the letters of our PDFs, embedded.
DEJAVU ?= /usr/share/fonts/truetype/dejavu
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Werror=unused-result
HARDENING := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE -fstack-clash-protection \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
OPTIMISE ?= -O2 -g $(HARDENING)
LINK_OPTIMISE ?= -pie -Wl,-z,relro,-z,now
CFLAGS ?=
PACKAGE_CFLAGS := $(filter-out -I/usr/include,$(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null))
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -pthread -include model/base/banned.h -I. \
	-I$(BUILD) -DPORUCH_BUILD='"$(BUILD)"' -DPORUCH_LEAFLET='"$(LEAFLET)"' -DPORUCH_DEJAVU='"$(DEJAVU)"' -DPORUCH_VERSION='"$(or $(VERSION),0)"' $(WARNINGS) $(OPTIMISE) \
	$(PACKAGE_CFLAGS) $(CPPFLAGS) $(CFLAGS)
# libical's package names two helpers of its own that nothing here calls.
LIBRARIES := $(filter-out -licalss -licalvcal,$(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null)) \
	-l:liblpsolve55_pic.a -l:libcolamd.so.2 -lm

TOOLS := $(wildcard templates/compile*.c)
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

# Loops over finding's arrays, which wider instructions make faster where it counts: with 200,000 issues.
$(BUILD)/model/finder_pass.o: OPTIMISE += -O3

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

# The style sheet without its remarks and white space.
$(BUILD)/templates/%.css: templates/%.css
	@mkdir -p $(@D)
	$(quiet)sed -z 's|/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/||g; s/\n\t*//g; s/ {/{/g; s/: /:/g; s/;}/}/g; s/, /,/g; s/ > />/g' $< > $@

# Every sentence for people, as xgettext finds them in the templates (through #line) and in our C.
WORDS := --language=C --from-code=UTF-8 --keyword --keyword=SAY --keyword=SAY_IN:1c,2 \
	--keyword=SAY_COUNT:1,2 --keyword=page_begin:2 --add-location=file --sort-output --no-wrap \
	--package-name=poruch
$(BUILD)/words.pot: $(PAGES:%=$(BUILD)/%.c) $(SOURCES)
	$(say)
	$(quiet)xgettext $(WORDS) -o - $^ | sed '/^"POT-Creation-Date/d' > $@

.PHONY: words
#: make words    refresh the translations' files: then fill in what is empty in templates/po/uk.po
words: $(BUILD)/words.pot
	@for language in uk en; do \
		file=templates/po/$$language.po; \
		msguniq --use-first --no-wrap -o $$file $$file && \
		msgmerge --quiet --update --backup=none --no-fuzzy-matching --sort-output --no-wrap \
			--add-location=file $$file $< && \
		msgattrib --no-obsolete --no-wrap --sort-output --add-location=file -o $$file $$file; \
	done
	@msgen --no-wrap --sort-output --add-location=file -o templates/po/en.po templates/po/en.po
	@msgattrib --untranslated --no-wrap templates/po/uk.po

# Nothing is said that one of the languages lacks. Part of make check.
.PHONY: words-check
words-check: $(BUILD)/words.pot
	@for language in uk en; do \
		msgcmp templates/po/$$language.po $< 2>&1 | grep -v '^msgcmp: found' || true; \
	done

# --version tells what the program was built with; only main.c needs to know.
$(BUILD)/server/main.o: override CPPFLAGS += -DPORUCH_LIBRARIES='"$(strip $(foreach package,$(PACKAGES), \
	$(package) $(shell $(PKG_CONFIG) --modversion $(package) 2>/dev/null)))"'

# Files that .incbin brings in are invisible to -MMD, so their users name them here.
$(BUILD)/model/db_schema.o: $(sort $(wildcard model/schema/*.sql))
$(BUILD)/templates/words.o: $(BUILD)/templates/po/uk.mo $(BUILD)/templates/po/en.mo
$(BUILD)/templates/assets.o: $(BUILD)/templates/style.css templates/icon.svg templates/map.js \
	$(LEAFLET)/leaflet.min.js $(LEAFLET)/leaflet.css
$(BUILD)/model/codifier.o $(BUILD)/model/demo.o $(BUILD)/model/demo_desk.o $(BUILD)/model/demo_talk.o \
	$(BUILD)/model/demo_photo.o: $(wildcard model/data/*.tsv)
$(BUILD)/model/category.o: model/data/categories.tsv
$(BUILD)/model/answer_template.o: model/data/answers.tsv
$(BUILD)/model/indicator.o: model/data/indicators.tsv
$(BUILD)/templates/pdf_font.o: $(DEJAVU)/DejaVuSans.ttf $(DEJAVU)/DejaVuSans-Bold.ttf
$(BUILD)/feeds/dataset.o: $(wildcard feeds/data/*.tsv)

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

$(BUILD)/tests/templates/po.o: $(BUILD)/templates/po/uk.mo $(BUILD)/templates/po/en.mo
$(BUILD)/tests/templates/compiled.o: | $(TEST_PAGES:%=$(BUILD)/%.h)

$(BUILD)/tests/all: $(BUILD)/words.pot
$(BUILD)/tests/all: $(TEST_OBJECTS) $(PROGRAM_OBJECTS)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) $(LINK_OPTIMISE) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBRARIES) -lcriterion -lm

.PHONY: unit
#: make unit     the Criterion tests alone; FILTER='issue/*' runs some
unit:
	@$(MAKE) --no-print-directory BUILD=build/check $(CHECK_FLAGS) build/check/tests/all \
		$(if $(wildcard server/main.c),build/check/poruch)
	$(TEST_ENVIRONMENT) build/check/tests/all -j2 $(if $(FILTER),--filter '$(FILTER)')

-include $(TEST_OBJECTS:.o=.d)

# ---------------------------------------------------------------- the two commands

# What a fresh Debian 12 lacks: to build and run, to test, to check. Where there is no apt, the names
# of what is missing are told.
RUN_PACKAGES := gcc libc6-dev pkg-config libsqlite3-dev libmicrohttpd-dev libxml2-dev libicu-dev \
	libsodium-dev zlib1g-dev libjansson-dev libjs-leaflet libqrencode-dev libjpeg62-turbo-dev libpng-dev libical-dev libcurl4-openssl-dev libarchive-dev liblpsolve55-dev libcolamd2 \
	libharfbuzz-dev fonts-dejavu-core gettext tzdata
TEST_PACKAGES := $(RUN_PACKAGES) libcriterion-dev chromium fonts-noto-core newsboat \
	rss2email sfeed poppler-utils qpdf python3-aiosmtpd \
	python3-feedparser libxml2-utils jing curl ca-certificates sqlite3
CHECK_PACKAGES := $(TEST_PACKAGES) clang clang-format clang-tidy cppcheck mandoc
BENCH_PACKAGES := $(RUN_PACKAGES) wrk nginx-light curl sqlite3 python3

.PHONY: packages-run packages-test packages-check packages-bench
packages-run: ; @tests/packages.sh $(RUN_PACKAGES)
packages-test: ; @tests/packages.sh $(TEST_PACKAGES)
packages-check: ; @tests/packages.sh $(CHECK_PACKAGES)
packages-bench: ; @tests/packages.sh $(BENCH_PACKAGES)

.PHONY: run test check
#: make run      set up what is missing, build, fill a demonstration and serve it
run: packages-run
	@$(MAKE) --no-print-directory -j2 all
	@test -d build/demo || build/poruch demo --data build/demo
	exec build/poruch serve --data build/demo --listen 127.0.0.1:8080 --public-url http://127.0.0.1:8080

#: make test     set up what is missing, then every test: rooms, journeys, browser, feed readers
test: packages-test
	@$(MAKE) --no-print-directory -j2 all
	@$(MAKE) --no-print-directory -j2 unit
	@tests/browser/setup.sh
	@tests/readers/setup.sh
	@tests/journeys/setup.sh
	@tests/run.sh

#: make check    what CI does besides: format, two compilers, linters, catalogues, man page
check: packages-check
	@tests/check.sh

.PHONY: bench scale dev golden coverage install uninstall clean
#: make bench    speed beside nginx and bare SQLite on this machine, in one run
bench: packages-bench
	@$(MAKE) --no-print-directory -j2 all build/bench/list
	@tests/bench/bench.sh

#: make scale    the same figures with a thousand issues and with a million
scale: packages-bench
	@$(MAKE) --no-print-directory -j2 all
	@tests/bench/scale.sh

build/bench/list: tests/bench/list.c $(PROGRAM_OBJECTS)
	@mkdir -p $(@D)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) $(LINK_OPTIMISE) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

#: make dev      serve the demonstration, and build and start again on save
dev:
	@tests/dev.sh

#: make golden   rewrite the golden files from what the program says now; then read the diff
golden: all
	build/poruch routes > tests/golden/access.txt
	GOLDEN=1 $(MAKE) --no-print-directory unit FILTER='access/*'
	(cat model/schema/0*.sql; cat tests/model/schema_now.sql) | sqlite3 :memory: > model/schema/now.sql
	git --no-pager diff --stat -- tests/golden model/schema/now.sql

#: make coverage what the Criterion tests do not reach, by file
coverage:
	@$(MAKE) --no-print-directory BUILD=build/coverage OPTIMISE="-O0 -g --coverage" \
		LINK_OPTIMISE=--coverage -j2 build/coverage/tests/all
	@build/coverage/tests/all -j1 > build/coverage/log 2>&1 || tail -n 1 build/coverage/log
	@cd build/coverage && find model feeds server templates -name '*.gcda' | sort | \
		xargs gcov -n 2>/dev/null | grep -A1 "^File '[mfst][^/]*/" | grep -v '^--' | paste - - | sort

#: make install  binary, man page and unit file; DESTDIR and PREFIX are obeyed
install: all
	install -D -m 755 build/poruch $(DESTDIR)$(PREFIX)/bin/poruch
	install -D -m 644 server/poruch.8 $(DESTDIR)$(PREFIX)/share/man/man8/poruch.8
	install -D -m 644 server/poruch.service $(DESTDIR)$(PREFIX)/lib/systemd/system/poruch.service

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/poruch $(DESTDIR)$(PREFIX)/share/man/man8/poruch.8 \
		$(DESTDIR)$(PREFIX)/lib/systemd/system/poruch.service

#: make clean    what was built, the demonstration too
clean:
	rm -rf build

.PHONY: print-flags
print-flags:
	@echo $(filter-out -fcf-protection -fstack-clash-protection,$(ALL_CFLAGS))

# ---------------------------------------------------------------- fuzzing

# Each tests/fuzz/NAME.c with everything the program has, built by clang, from seeds/NAME on.
FUZZERS := $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
FUZZ_SECONDS ?= 60
FUZZ_FLAGS := CC=clang OPTIMISE="-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined" LINK_OPTIMISE="-fsanitize=fuzzer,address,undefined"

$(FUZZERS:%=$(BUILD)/fuzz-%): $(BUILD)/fuzz-%: $(BUILD)/tests/fuzz/%.o $(PROGRAM_OBJECTS)
	$(say)
	$(quiet)$(CC) $(ALL_CFLAGS) $(LINK_OPTIMISE) $(LDFLAGS) -o $@ $^ $(LIBRARIES)

.PHONY: fuzz
#: make fuzz     each fuzzer for a minute (FUZZ_SECONDS); FUZZERS=form runs some
fuzz:
	@$(MAKE) --no-print-directory BUILD=build/fuzz $(FUZZ_FLAGS) $(FUZZERS:%=build/fuzz/fuzz-%)
	@for name in $(FUZZERS); do \
		mkdir -p build/fuzz/corpus/$$name; \
		build/fuzz/fuzz-$$name -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 \
			-print_final_stats=1 -artifact_prefix=build/fuzz/$$name- \
			build/fuzz/corpus/$$name tests/fuzz/seeds/$$name || exit 1; \
	done
