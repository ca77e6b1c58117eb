# SPDX-License-Identifier: GPL-3.0-or-later
"""readability-lxml as a command like `baolan read --json`.

usage: extract-python.py [--base URL] FILE
       extract-python.py --time ROUNDS FILE...
"""
import json
import logging
import sys
import time

import lxml.html
from readability import Document

logging.disable(logging.CRITICAL)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def extract(page):
    document = Document(page)
    body = lxml.html.fromstring(document.summary())
    return {
        "title": document.short_title(),
        "published": None,
        "source": None,
        "authors": [],
        "editor": None,
        "text": "\n".join(body.itertext()),
    }


def time_all(rounds, paths):
    pages = [read(path) for path in paths]
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for page in pages:
            try:
                extract(page)
            except Exception:  # a page that it cannot read costs its time all the same
                pass
        best = min(best, (time.perf_counter() - start) * 1000)
    print(f"{len(pages)} pages in {best:.1f} ms, {best / len(pages):.2f} ms a page")


if sys.argv[1] == "--time":
    time_all(int(sys.argv[2]), sys.argv[3:])
else:
    print(json.dumps(extract(read(sys.argv[-1])), ensure_ascii=False))
