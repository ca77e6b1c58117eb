#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes src/text/width-table.h from the Unicode Character Database.

usage: make-width.py [FOLDER] > width-table.h

FOLDER holds EastAsianWidth.txt, UnicodeData.txt and emoji/emoji-data.txt, as
Debian's package unicode-data has them in /usr/share/unicode.

Two bits a character: 0, 1 or 2 cells, or 3 for "ambiguous".  Blocks of 256
characters that are equal are stored once.
"""

import sys

TOP = 0x40000  # beyond: only tags (0) and private use (ambiguous), known to width.c
BLOCK = 256
AMBIGUOUS = 3


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def read_east_asian(folder, cells):
    # The ranges that are wide even where no character is assigned yet.
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
                        (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)):
        cells[first:last + 1] = [2] * (last + 1 - first)
    widths = {"W": 2, "F": 2, "A": AMBIGUOUS}
    for where, width in rows(f"{folder}/EastAsianWidth.txt"):
        for c in span(where):
            if c < TOP:
                cells[c] = widths.get(width, 1)


def read_emoji(folder, cells):
    for where, name in rows(f"{folder}/emoji/emoji-data.txt"):
        if name != "Emoji_Presentation":
            continue
        for c in span(where):
            # Two regional indicators make one flag of two cells.
            if not 0x1F1E6 <= c <= 0x1F1FF:
                cells[c] = 2


def read_marks(folder, cells):
    first = None
    for fields in rows(f"{folder}/UnicodeData.txt"):
        c, name, category = int(fields[0], 16), fields[1], fields[2]
        if name.endswith(", First>"):
            first = c
            continue
        start, first = (first if first is not None else c), None
        for each in range(start, min(c + 1, TOP)):
            if category in ("Mn", "Me", "Cf"):
                cells[each] = 0


def policy(cells):
    for first, last in ((0x1160, 0x11FF), (0xD7B0, 0xD7FF)):
        for c in range(first, last + 1):
            cells[c] = 0  # Hangul vowels and finals join the syllable before


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
    with open(f"{folder}/EastAsianWidth.txt", encoding="utf-8") as first_line:
        version = first_line.readline().split("-")[1].removesuffix(".txt\n")
    cells = [1] * TOP
    read_east_asian(folder, cells)
    read_emoji(folder, cells)
    read_marks(folder, cells)
    policy(cells)

    blocks, index = [], []
    for at in range(0, TOP, BLOCK):
        block = cells[at:at + BLOCK]
        packed = [block[i] | block[i + 1] << 2 | block[i + 2] << 4 | block[i + 3] << 6
                  for i in range(0, BLOCK, 4)]
        if packed not in blocks:
            blocks.append(packed)
        index.append(blocks.index(packed))

    print("/* SPDX-License-Identifier: GPL-3.0-or-later */")
    print(f"/* Made by make-width.py from Unicode {version}; see there. */")
    print("/* clang-format off */")
    print(f"#define WIDTH_TOP 0x{TOP:X}u")
    print(f"static const unsigned char width_index[{len(index)}] = {{")
    for at in range(0, len(index), 16):
        print("\t" + " ".join(f"{i}," for i in index[at:at + 16]))
    print("};")
    print(f"static const unsigned char width_blocks[{len(blocks)}][{BLOCK // 4}] = {{")
    for block in blocks:
        print("\t{")
        for at in range(0, len(block), 16):
            print("\t\t" + " ".join(f"0x{b:02X}," for b in block[at:at + 16]))
        print("\t},")
    print("};")
    print("/* clang-format on */")


if __name__ == "__main__":
    main()
