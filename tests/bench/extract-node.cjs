// SPDX-License-Identifier: GPL-3.0-or-later
// Readability.js, as a command like `baolan read --json`.
// usage: extract-node.cjs DOM [--base URL] FILE
//        extract-node.cjs DOM --time ROUNDS FILE...
// DOM is jsdom, which parses as browsers do, or linkedom, which is fast.
'use strict';
const fs = require('fs');
const { Readability } = require('@mozilla/readability');

const known = { gb2312: 'gb18030', gbk: 'gb18030', 'x-gbk': 'gb18030' };

function labelOf(bytes) {
	const head = bytes.subarray(0, 4096).toString('latin1');
	const found = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head);
	const label = found ? found[1].toLowerCase() : 'gb18030';
	return known[label] || label;
}

// The page's own label, unless its bytes are UTF-8 anyway; GB where it names none.
function decode(bytes) {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		try {
			return new TextDecoder(labelOf(bytes)).decode(bytes);
		} catch {
			return new TextDecoder('gb18030').decode(bytes);
		}
	}
}

function linkedom(text) {
	return require('linkedom').parseHTML(text).document;
}

function jsdom(text) {
	const { JSDOM, VirtualConsole } = require('jsdom');
	return new JSDOM(text, { virtualConsole: new VirtualConsole() }).window.document;
}

const parse = { linkedom, jsdom }[process.argv[2]];

function extract(bytes) {
	return new Readability(parse(decode(bytes))).parse();
}

function asJson(article) {
	return JSON.stringify({
		title: article?.title ?? '',
		published: article?.publishedTime ?? null,
		source: article?.siteName ?? null,
		authors: article?.byline ? [article.byline] : [],
		editor: null,
		text: article?.textContent ?? '',
	});
}

function timeAll(rounds, files) {
	const pages = files.map((file) => fs.readFileSync(file));
	let best = Infinity;
	for (let round = 0; round < rounds; round++) {
		const start = process.hrtime.bigint();
		for (const page of pages) {
			try {
				extract(page);
			} catch {
				// a page that it cannot read costs its time all the same
			}
		}
		best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
	}
	console.log(`${pages.length} pages in ${best.toFixed(1)} ms, ` +
		`${(best / pages.length).toFixed(2)} ms a page`);
}

const args = process.argv.slice(3);
if (args[0] === '--time')
	timeAll(Number(args[1]), args.slice(2));
else
	console.log(asJson(extract(fs.readFileSync(args[args.length - 1]))));
