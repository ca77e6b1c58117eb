# Golden screens: scripts played to a program in a terminal emulator.
# The scripts' language is described at the top of screen.c.
SCREENS = \
	tests/screens/console.screen \
	tests/screens/feed.screen \
	tests/screens/harness.screen \
	tests/screens/ranks.screen \
	tests/screens/refused.screen \
	tests/screens/resize.screen \
	tests/screens/shelf.screen \
	tests/screens/signals.screen \
	tests/screens/slow.screen \
	tests/screens/thin.screen \
	tests/screens/walk.screen \
	tests/screens/widths.screen
# The same visit at each size.
TOURS = \
	tests/screens/harness-fails.sh \
	tests/screens/papers-40x12.sh \
	tests/screens/papers-80x24.sh \
	tests/screens/papers-200x50.sh \
	tests/screens/papers-zh_CN.sh \
	tests/screens/tour-40x12.sh \
	tests/screens/tour-80x24.sh \
	tests/screens/tour-200x50.sh \
	tests/screens/tour-zh_CN.sh
dist_check_SCRIPTS += $(TOURS)
TEST_EXTENSIONS += .screen
SCREEN_LOG_DRIVER = $(LOG_DRIVER)
SCREEN_LOG_COMPILER = tests/screens/screen$(EXEEXT)

if TESTS_BUILD
check_PROGRAMS += tests/screens/screen
tests_screens_screen_SOURCES = \
	tests/screens/golden.c tests/screens/golden.h \
	tests/screens/screen.c \
	tests/screens/session.c tests/screens/session.h \
	tests/screens/terminal.c tests/screens/terminal.h \
	tests/screens/words.c tests/screens/words.h
tests_screens_screen_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
tests_screens_screen_LDADD = src/libbase.a $(VTERM_LIBS)
TESTS += $(SCREENS) $(TOURS)
endif

# Terminals that speak other encodings.
check_PROGRAMS += tests/screens/rows
dist_check_SCRIPTS += tests/screens/test-locales.sh
TESTS += tests/screens/test-locales.sh
tests_screens_rows_SOURCES = \
	tests/screens/grid.c tests/screens/grid.h \
	tests/screens/rows.c \
	tests/screens/session.c tests/screens/session.h
tests_screens_rows_LDADD = src/libtext.a src/libbase.a $(ICU_LIBS)

# Terminals of different widths: an emulator of our own, and xterm.
check_PROGRAMS += tests/screens/paint tests/screens/test-grid tests/screens/test-xterm
TESTS += tests/screens/test-grid tests/screens/test-xterm
tests_screens_paint_SOURCES = \
	tests/screens/frames.c tests/screens/frames.h \
	tests/screens/paint.c src/app/wcwidth.c
tests_screens_paint_LDFLAGS = $(src_baolan_LDFLAGS)
tests_screens_paint_LDADD = \
	src/libterm.a src/libtext.a src/libbase.a $(NCURSES_LIBS) $(ICU_LIBS)
DRAWN = \
	tests/screens/drawn.c tests/screens/drawn.h \
	tests/screens/frames.c tests/screens/frames.h \
	tests/screens/grid.c tests/screens/grid.h
DRAWN_LIBS = src/libterm.a src/libtext.a src/libbase.a $(ICU_LIBS)
tests_screens_test_grid_SOURCES = $(DRAWN) \
	tests/screens/session.c tests/screens/session.h \
	tests/screens/test-grid.c
tests_screens_test_grid_LDADD = $(DRAWN_LIBS)
tests_screens_test_xterm_SOURCES = $(DRAWN) tests/screens/test-xterm.c
tests_screens_test_xterm_LDADD = $(DRAWN_LIBS)

EXTRA_DIST += $(SCREENS) tests/screens/config tests/screens/papers.screen tests/screens/tour.screen tests/screens/golden \
	tests/screens/browser.sh tests/screens/quotes.html tests/screens/thin-line
