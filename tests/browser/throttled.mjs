// How soon `today` can be used on a slow laptop: Chromium with its processor four times slower (CDP), on a store of
// 20,000 entries. Prints the figures, and fails where one second is not enough.
//
//   node throttled.mjs DETENTE STORE [TIMES-SLOWER]
//
// STORE is a process of any size, as `cargo bench -p detente --bench load -- --store FILE` makes it.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LIMIT = 1000;
const [program, store, rate = '4'] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'detente-throttled-'));
const server = spawn(program, ['serve', store, '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
const [link] = await new Promise((resolve) => createInterface(server.stdout).once('line', (line) => resolve([line])));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let missed = false;
try {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const tab = await context.newPage();
  await tab.goto(link);
  await tab.fill('#pin', 'a slow laptop');
  await tab.click('button.main');
  await tab.waitForURL(/today$/);
  const address = tab.url();
  const cdp = await context.newCDPSession(tab);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: Number(rate) });
  for (const kind of ['nothing kept by the browser', 'files kept by the browser']) {
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: kind.startsWith('nothing') });
    const runs = [];
    for (let run = 0; run < 5; run += 1) {
      await tab.goto('about:blank');
      await tab.goto(address, { waitUntil: 'load' });
      // Usable: it is painted, and the scripts have run that a click would wait for.
      runs.push(await tab.evaluate(async () => {
        const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
        while (painted() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
        const { domContentLoadedEventEnd, responseEnd } = performance.getEntriesByType('navigation')[0];
        return { answered: responseEnd, painted: painted(), ready: domContentLoadedEventEnd };
      }));
    }
    runs.sort((a, b) => Math.max(a.painted, a.ready) - Math.max(b.painted, b.ready));
    const { answered, painted, ready } = runs[2];
    const usable = Math.max(painted, ready);
    missed ||= usable >= LIMIT;
    const verdict = usable < LIMIT ? 'reached' : 'MISSED';
    console.log(
      `today, ${rate}× slower, ${kind}: answered ${answered.toFixed(0)} ms, first paint ${painted.toFixed(0)} ms, `
        + `ready ${ready.toFixed(0)} ms (median of 5; to reach: ${LIMIT} ms) ${verdict}`,
    );
  }
} finally {
  await browser.close();
  server.kill();
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true });
}
process.exit(missed ? 1 : 0);
