# Golden screens: scripts played to a program in a terminal emulator.
# The scripts' language is described at the top of screen.c.
SCREENS = \
	tests/screens/harness.screen
SCREEN_GOLDEN = \
	tests/screens/golden/harness.txt
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
TESTS += $(SCREENS) tests/screens/harness-fails.sh
endif

EXTRA_DIST += $(SCREENS) $(SCREEN_GOLDEN) tests/screens/harness-fails.sh
