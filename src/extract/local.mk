noinst_LIBRARIES += src/libextract.a
src_libextract_a_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS) $(ICU_CFLAGS) $(INIH_CFLAGS)
src_libextract_a_SOURCES = \
	include/baolan/extract/import.h src/extract/import.c \
	include/baolan/extract/job.h \
	include/baolan/extract/reaction.h src/extract/reaction.c \
	src/extract/reaction-own.h src/extract/reaction-detect.c src/extract/reaction-moods.c \
	src/extract/reaction-reply.c \
	include/baolan/extract/recipe.h src/extract/recipe.c \
	include/baolan/extract/recipe-parts.h src/extract/recipe-own.h \
	src/extract/recipe-check.h src/extract/recipe-check.c \
	src/extract/recipe-folder.c \
	src/extract/recipe-keys.c \
	src/extract/recipe-pick.c \
	src/extract/recipe-rules.c \
	src/extract/recipe-template.c
src_libextract_a_SOURCES += \
	src/extract/content.c \
	src/extract/general-body.h src/extract/general-body.c \
	src/extract/general-boilerplate.c \
	src/extract/general-byline.c \
	src/extract/general-caption.h src/extract/general-caption.c \
	src/extract/general-facts.h src/extract/general-facts.c \
	src/extract/general-head.h src/extract/general-head.c \
	src/extract/general-judge.h src/extract/general-judge.c \
	src/extract/general-label.h src/extract/general-label.c \
	src/extract/general-lines.h src/extract/general-lines.c \
	src/extract/general-meta.h src/extract/general-meta.c \
	src/extract/general-name.h src/extract/general-name.c \
	src/extract/general-name-list.h src/extract/general-name-list.c \
	src/extract/general-picture.c \
	src/extract/general-reporter.c \
	src/extract/general-table.c \
	src/extract/general-title.h src/extract/general-title.c \
	src/extract/general-tree.h src/extract/general-tree.c \
	src/extract/general-url-date.c \
	src/extract/general-words.h src/extract/general-words.c \
	src/extract/general-wrapped.c \
	src/extract/general-writer.h src/extract/general-writer.c \
	src/extract/listing.h src/extract/listing.c \
	src/extract/page.h src/extract/page.c \
	src/extract/page-byline.c \
	src/extract/page-date.c \
	src/extract/page-feeds.c \
	src/extract/page-general.c \
	src/extract/page-kind.c \
	src/extract/page-pages.c \
	src/extract/page-people.c \
	src/extract/page-recipe.c \
	src/extract/page-script.h src/extract/page-script-text.c \
	src/extract/page-script.c \
	src/extract/page-warm.c \
	src/extract/stories.h src/extract/stories.c \
	src/extract/stories-own.h src/extract/stories-add.c \
	src/extract/stories-headed.c \
	src/extract/stories-hot.c \
	src/extract/stories-item.c \
	src/extract/stories-label.h src/extract/stories-label.c \
	src/extract/stories-link.c \
	src/extract/stories-main.c \
	src/extract/stories-run.c \
	src/extract/stories-tabs.c \
	src/extract/stories-words.h src/extract/stories-words.c
