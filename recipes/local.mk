recipesdir = $(pkgdatadir)/recipes
dist_recipes_DATA = \
	recipes/changyan-emoji.ini \
	recipes/fznews.ini \
	recipes/phpcms-mood.ini \
	recipes/phpcms.ini \
	recipes/rongwan.ini
EXTRA_DIST += recipes/README
