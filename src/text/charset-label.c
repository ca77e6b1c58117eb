/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The labels of the WHATWG Encoding Standard, and a few more that Chinese pages
 * use.  What the standard replaces (HZ, ISO-2022-CN) counts as unknown. */
#include "baolan/base/mem.h"
#include "baolan/text/charset.h"
#include "charset-parts.h"

#include <ctype.h>

struct encoding {
	const char *name; /* canonical */
	const char *icu;  /* ICU's converter */
	bool single_byte;
	const char *labels; /* lower case, a space after each */
};

/* clang-format off */
static const struct encoding encodings[] = {
	{ "utf-8", "UTF-8", false,
	  "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 " },
	{ "gb18030", "gb18030", false,
	  "gbk gb2312 gb18030 chinese csgb2312 csiso58gb231280 gb_2312 gb_2312-80 iso-ir-58 "
	  "x-gbk cp936 ms936 windows-936 euc-cn x-euc-cn gb-2312 gb_18030 gb18030-2000 " },
	{ "big5", "Big5-HKSCS", false,
	  "big5 big5-hkscs cn-big5 csbig5 x-x-big5 big-5 cp950 windows-950 big5hkscs " },
	{ "windows-1252", "windows-1252", true,
	  "iso-8859-1 windows-1252 us-ascii ascii ansi_x3.4-1968 cp1252 cp819 csisolatin1 "
	  "ibm819 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 "
	  "x-cp1252 " },
	{ "utf-16le", "UTF-16LE", false,
	  "utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff " },
	{ "utf-16be", "UTF-16BE", false, "utf-16be unicodefffe " },
	{ "shift_jis", "windows-31j", false,
	  "shift_jis shift-jis sjis csshiftjis ms932 ms_kanji windows-31j x-sjis " },
	{ "euc-jp", "EUC-JP", false, "euc-jp cseucpkdfmtjapanese x-euc-jp " },
	{ "iso-2022-jp", "ISO-2022-JP", false, "iso-2022-jp csiso2022jp " },
	{ "euc-kr", "windows-949", false,
	  "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 "
	  "ksc5601 ksc_5601 windows-949 " },
	{ "ibm866", "ibm-866", true, "ibm866 866 cp866 csibm866 " },
	{ "iso-8859-2", "iso-8859-2", true,
	  "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 "
	  "l2 latin2 " },
	{ "iso-8859-3", "iso-8859-3", true,
	  "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 "
	  "l3 latin3 " },
	{ "iso-8859-4", "iso-8859-4", true,
	  "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 "
	  "l4 latin4 " },
	{ "iso-8859-5", "iso-8859-5", true,
	  "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
	  "iso_8859-5:1988 " },
	{ "iso-8859-6", "iso-8859-6", true,
	  "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
	  "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 "
	  "iso_8859-6:1987 " },
	{ "iso-8859-7", "iso-8859-7", true,
	  "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 "
	  "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek " },
	{ "iso-8859-8", "iso-8859-8", true,
	  "iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 "
	  "iso88598 iso_8859-8 iso_8859-8:1988 visual " },
	{ "iso-8859-8-i", "iso-8859-8", true, "iso-8859-8-i csiso88598i logical " },
	{ "iso-8859-10", "iso-8859-10", true,
	  "iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 " },
	{ "iso-8859-13", "iso-8859-13", true, "iso-8859-13 iso8859-13 iso885913 " },
	{ "iso-8859-14", "iso-8859-14", true, "iso-8859-14 iso8859-14 iso885914 " },
	{ "iso-8859-15", "iso-8859-15", true,
	  "iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 " },
	{ "koi8-r", "KOI8-R", true, "koi8-r cskoi8r koi koi8 koi8_r " },
	{ "koi8-u", "KOI8-U", true, "koi8-u koi8-ru " },
	{ "macintosh", "macintosh", true, "macintosh csmacintosh mac x-mac-roman " },
	{ "x-mac-cyrillic", "x-mac-cyrillic", true, "x-mac-cyrillic x-mac-ukrainian " },
	{ "windows-874", "windows-874", true,
	  "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 " },
	{ "windows-1250", "windows-1250", true, "windows-1250 cp1250 x-cp1250 " },
	{ "windows-1251", "windows-1251", true, "windows-1251 cp1251 x-cp1251 " },
	{ "windows-1253", "windows-1253", true, "windows-1253 cp1253 x-cp1253 " },
	{ "windows-1254", "windows-1254", true,
	  "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
	  "iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254 " },
	{ "windows-1255", "windows-1255", true, "windows-1255 cp1255 x-cp1255 " },
	{ "windows-1256", "windows-1256", true, "windows-1256 cp1256 x-cp1256 " },
	{ "windows-1257", "windows-1257", true, "windows-1257 cp1257 x-cp1257 " },
	{ "windows-1258", "windows-1258", true, "windows-1258 cp1258 x-cp1258 " },
};
/* clang-format on */

static bool is_listed(struct str labels, struct str label)
{
	while (labels.len)
		if (str_eq_nocase(str_cut(&labels, ' '), label))
			return true;
	return false;
}

const char *charset_canonical(struct str label)
{
	label = str_trim(label);
	if (!label.len)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(encodings); i++)
		if (is_listed(str_of(encodings[i].labels), label))
			return encodings[i].name;
	return NULL;
}

static const struct encoding *encoding_named(const char *canonical)
{
	for (size_t i = 0; i < ARRAY_SIZE(encodings); i++)
		if (strcmp(encodings[i].name, canonical) == 0)
			return &encodings[i];
	return NULL;
}

const char *charset_icu_name(const char *canonical)
{
	const struct encoding *encoding = encoding_named(canonical);
	return encoding ? encoding->icu : NULL;
}

bool charset_is_single_byte(const char *canonical)
{
	const struct encoding *encoding = encoding_named(canonical);
	return encoding && encoding->single_byte;
}

/* ---- what a page says of itself ---- */

#define DECLARED_WITHIN 1024

static size_t find_nocase(struct str s, struct str needle)
{
	for (size_t at = 0; at + needle.len <= s.len; at++)
		if (str_starts_nocase(str_from(s, at), needle))
			return at;
	return STR_NPOS;
}

/* The value behind `name = `, with or without quotes; absent when there is none. */
static struct str value_after(struct str tag, struct str name)
{
	size_t at;
	while ((at = find_nocase(tag, name)) != STR_NPOS) {
		tag = str_from(tag, at + name.len);
		struct str value = str_trim(tag);
		if (!str_starts(value, STR("=")))
			continue;
		value = str_trim(str_from(value, 1));
		if (value.len && (value.at[0] == '"' || value.at[0] == '\''))
			value = str_trim(str_from(value, 1));
		size_t len = 0;
		while (len < value.len && !isspace((unsigned char)value.at[len]) &&
		       !strchr("\"';,>/?", value.at[len]))
			len++;
		if (len)
			return str_head(value, len);
	}
	return STR_NONE;
}

static struct str xml_declared(struct str bytes)
{
	bytes = str_trim(bytes);
	if (!str_starts(bytes, STR("<?xml")))
		return STR_NONE;
	size_t end = str_find(bytes, STR("?>"));
	return value_after(str_head(bytes, end), STR("encoding"));
}

static struct str meta_declared(struct str bytes)
{
	size_t at;
	while ((at = str_find_char(bytes, '<')) != STR_NPOS) {
		bytes = str_from(bytes, at);
		if (str_starts(bytes, STR("<!--"))) {
			size_t end = str_find(bytes, STR("-->"));
			bytes = str_from(bytes, end == STR_NPOS ? bytes.len : end);
			continue;
		}
		if (str_starts_nocase(bytes, STR("<meta"))) {
			size_t end = str_find_char(bytes, '>');
			struct str label =
			        value_after(str_head(bytes, end), STR("charset"));
			if (label.len)
				return label;
		}
		bytes = str_from(bytes, 1);
	}
	return STR_NONE;
}

struct str charset_declared(struct str bytes)
{
	bytes = str_head(bytes, DECLARED_WITHIN);
	struct str label = xml_declared(bytes);
	return label.len ? label : meta_declared(bytes);
}
