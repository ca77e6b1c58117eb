/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints han-table.h: the Simplified form of each Traditional character, as ICU's
 * Hant-Hans has it for a character that stands alone.  Run it when ICU knows better:
 *
 *   cc make-han.c $(pkg-config --cflags --libs icu-i18n icu-uc) && ./a.out >han-table.h
 */
#include <stdio.h>
#include <unicode/utrans.h>
#include <unicode/utypes.h>
#include <unicode/uversion.h>

enum { HAN_FIRST = 0x3400, HAN_END = 0xA000 };

int main(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UVersionInfo version;
	char name[U_MAX_VERSION_STRING_LENGTH];
	int n = 0;
	UTransliterator *to =
	        utrans_openU(u"Hant-Hans", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	u_getVersion(version);
	u_versionToString(version, name);
	printf("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
	       "/* Made by make-han.c with ICU %s; see there. */\n"
	       "/* clang-format off */\n"
	       "static const uint16_t han_pairs[][2] = {\n",
	       name);
	for (int c = HAN_FIRST; c < HAN_END; c++) {
		UChar text[4] = { (UChar)c };
		int32_t len = 1, limit = 1;
		utrans_transUChars(to, text, &len, 4, 0, &limit, &status);
		if (len != 1 || text[0] == c || text[0] < HAN_FIRST ||
		    text[0] >= HAN_END)
			continue;
		printf("%s{ 0x%04x, 0x%04x },%s", n % 4 ? " " : "\t", c, text[0],
		       n % 4 == 3 ? "\n" : "");
		n++;
	}
	printf("\n};\n");
	utrans_close(to);
	return U_FAILURE(status);
}
