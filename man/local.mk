# The page's tables are made from the program's own, so they can't grow apart.
noinst_PROGRAMS += man/tables
man_tables_SOURCES = man/tables.c
man_tables_LDADD = $(APP_AND_BELOW) $(APP_LIBS)

man1_MANS = man/baolan.1
man5_MANS = man/baolan-papers.5
EXTRA_DIST += man/baolan.1.in man/baolan-papers.5.in man/man.awk
CLEANFILES += man/baolan.1 man/baolan-papers.5 man/tables.out

man/tables.out: man/tables$(EXEEXT)
	$(AM_V_GEN)man/tables$(EXEEXT) >$@

MAKE_PAGE = $(AM_V_GEN)$(AWK) -v pkgdatadir='$(pkgdatadir)' -f $(srcdir)/man/man.awk man/tables.out
man/baolan.1: man/baolan.1.in man/man.awk man/tables.out
	$(MAKE_PAGE) $(srcdir)/man/baolan.1.in >$@
man/baolan-papers.5: man/baolan-papers.5.in man/man.awk man/tables.out
	$(MAKE_PAGE) $(srcdir)/man/baolan-papers.5.in >$@
