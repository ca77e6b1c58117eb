RECIPES = src/libextract.a src/libmarkup.a src/libdoc.a src/libtext.a src/libbase.a
RECIPES_LIBS = $(XML_LIBS) $(JANSSON_LIBS) $(INIH_LIBS) $(ICU_LIBS) $(TEST_LIBS)

check_PROGRAMS += tests/unit/test-reaction
TESTS += tests/unit/test-reaction
tests_unit_test_reaction_SOURCES = tests/unit/test-reaction.c \
	tests/unit/checked-doc.h tests/unit/parsed-recipe.h
tests_unit_test_reaction_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_reaction_LDADD = $(RECIPES) $(RECIPES_LIBS)

check_PROGRAMS += tests/unit/test-recipe
TESTS += tests/unit/test-recipe
tests_unit_test_recipe_SOURCES = tests/unit/test-recipe.c tests/unit/parsed-recipe.h
tests_unit_test_recipe_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
tests_unit_test_recipe_LDADD = $(RECIPES) $(RECIPES_LIBS)
