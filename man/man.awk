# SPDX-License-Identifier: GPL-3.0-or-later
# Puts the tables that man/tables printed into the page's template.
# usage: awk -v pkgdatadir=DIR -f man.awk TABLES TEMPLATE
NR == FNR {
	if ($1 == "@")
		name = $2
	else
		table[name] = table[name] $0 "\n"
	next
}
/^@[A-Z]+@$/ {
	key = substr($0, 2, length($0) - 2)
	if (!(key in table)) {
		print "man.awk: no table " key > "/dev/stderr"
		exit 1
	}
	printf "%s", table[key]
	next
}
{
	gsub(/@PKGDATADIR@/, pkgdatadir)
	print
}
