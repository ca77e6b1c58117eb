recipesdir = $(pkgdatadir)/recipes
dist_recipes_DATA = \
	recipes/artalk.ini \
	recipes/changyan-emoji.ini \
	recipes/cmstop-digg.ini \
	recipes/cmstop-mood.ini \
	recipes/dedecms-digg.ini \
	recipes/discuz-click.ini \
	recipes/empire-digg.ini \
	recipes/empire-mood.ini \
	recipes/fznews.ini \
	recipes/halo.ini \
	recipes/jeecms-score.ini \
	recipes/jeecms-updown.ini \
	recipes/kesion-mood.ini \
	recipes/mood-aspx.ini \
	recipes/mood-pairs.ini \
	recipes/mood-text.ini \
	recipes/phpcms-mood.ini \
	recipes/phpcms.ini \
	recipes/rongwan.ini \
	recipes/waline.ini \
	recipes/wordpress-like.ini
EXTRA_DIST += recipes/README
