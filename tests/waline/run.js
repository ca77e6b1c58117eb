// SPDX-License-Identifier: GPL-3.0-or-later
// A Waline server on loopback, its counters in memory, and one page that shows its
// reactions:
//
//   node run.js FOLDER      FOLDER has node_modules with @waline/vercel
//
// One line on standard output tells the address once it listens; it ends when
// standard input does.  Waline asks a login service first, whose answer "none" it
// gets from here too.
'use strict';
const http = require('node:http');
const path = require('node:path');

const [folder] = process.argv.slice(2);
const loopback = '127.0.0.1';
const site = '127.0.0.2'; // the page's: Waline lets all of 127.0.0.1 in

class Memory {
	static rows = [];

	fits(row, where) {
		return Object.entries(where || {}).every(([key, wanted]) =>
			Array.isArray(wanted) && wanted[0] === 'IN' ?
				wanted[1].includes(row[key]) : row[key] === wanted);
	}

	async select(where) {
		return Memory.rows.filter((row) => this.fits(row, where));
	}

	async count(where) {
		return (await this.select(where)).length;
	}

	async add(data) {
		const row = { objectId: String(Memory.rows.length + 1), ...data };
		Memory.rows.push(row);
		return row;
	}

	async update(change, where) {
		const found = await this.select(where);
		for (const row of found)
			Object.assign(row, typeof change === 'function' ? change(row) : change);
		return found;
	}

	async delete(where) {
		Memory.rows = Memory.rows.filter((row) => !this.fits(row, where));
	}
}

const page = (server) => `<html><head><meta charset="utf-8"><title>夜市灯火</title></head>
<body><h1>夜市灯火照到江边</h1><p>2016-06-06 18:30 来源：榕湾晚报</p><div>
<p>入夏以后，江滨夜市把收摊时间推迟到凌晨一点，摊主们说，灯亮着，人就愿意多走几步。</p>
<p>昨晚记者在现场看到，两百多个摊位沿着堤岸排开，卖鱼丸的、修伞的、写对联的都有。</p>
<p>管理方表示，垃圾桶由每五十米一个增加到每二十米一个，收摊后一小时内完成清扫。</p>
</div><div id="waline"></div>
<script type="module">import { init } from '/waline.js';
init({ el: '#waline', serverURL: '${server}', reaction: true });</script></body></html>`;

const listen = (server, host) => new Promise((resolve, reject) => {
	server.once('error', reject);
	server.listen(0, host, () => resolve(server.address().port));
});

const quiet = http.createServer((request, response) => {
	response.setHeader('Content-Type', 'application/json');
	response.end('{"services":[]}');
});

(async () => {
	process.env.OAUTH_URL = `http://${loopback}:${await listen(quiet, loopback)}/`;
	process.env.JWT_TOKEN = 'of no use';
	process.env.SQLITE_PATH = '/nonexistent';
	console.log = console.error; // standard output is for the address
	const waline = require(path.join(folder, 'node_modules', '@waline', 'vercel'))({
		env: 'production',
		model: () => new Memory(),
	});
	const port = await listen(http.createServer(waline), loopback);
	const pages = http.createServer((request, response) => {
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		response.end(page(`http://${loopback}:${port}`));
	});
	process.stdout.write(`http://${site}:${await listen(pages, site)}\n`);
	process.stdin.on('end', () => process.exit(0)).resume();
})();
