// Opens every HTML page of the catalogue's processes in Chromium and fails on: an accessibility
// violation (axe-core, WCAG 2.2 A and AA), a message in the console, any request, a page that is
// wider than a phone, a brief of more than two printed pages.
//
//   node pages.mjs DETENTE [SCREENSHOT-FOLDER]
//
// DETENTE is the program. With a folder, screenshots are kept there.
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [program, shots] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'detente-pages-'));
if (shots) mkdirSync(shots, { recursive: true });

const viewers = {
  'istanbul-2025': ['team', 'party:ukraine', 'party:russia', 'projector', 'public'],
  'harbour-exercise': ['team', 'party:north', 'party:south', 'projector', 'public'],
  'camp-david-1978': ['team'],
};
const pages = [];
for (const [process_, seats] of Object.entries(viewers)) {
  const path = join(root, 'catalog', 'processes', process_);
  for (const seat of seats) pages.push({ name: `${process_}-brief-${seat}`, args: ['brief', path, '--as', seat], limit: 2 });
  for (const page of ['gaps', 'timeline', 'log']) pages.push({ name: `${process_}-${page}`, args: [page, path] });
}
const harbour = join(root, 'catalog', 'processes', 'harbour-exercise');
pages.push({ name: 'harbour-show', args: ['show', harbour, 'cormorant'] });
pages.push({ name: 'harbour-search', args: ['search', harbour, 'lamp'] });
pages.push({ name: 'harbour-brief-rtl', args: ['brief', harbour, '--lang', 'qps-arab'] });
for (const process_ of ['istanbul-2025', 'harbour-exercise']) {
  const path = join(root, 'catalog', 'processes', process_);
  pages.push({ name: `${process_}-deals`, args: ['deals', path] });
  pages.push({ name: `${process_}-deals-rtl`, args: ['deals', path, '--lang', 'qps-arab'] });
  const arabic = ['--lang', 'ar'];
  pages.push({ name: `${process_}-brief-ar`, args: ['brief', path, ...arabic], limit: 2 });
  for (const page of ['gaps', 'timeline', 'log', 'deals']) pages.push({ name: `${process_}-${page}-ar`, args: [page, path, ...arabic] });
  pages.push({ name: `${process_}-search-ar`, args: ['search', path, 'meeting', ...arabic] });
}
pages.push({ name: 'harbour-show-ar', args: ['show', harbour, 'cormorant', '--lang', 'ar'] });
pages.push({ name: 'harbour-deals-all-ar', args: ['deals', harbour, '--trades', '--sensitivity', '--rankings', '--lang', 'ar'] });

const looks = [
  { name: 'laptop', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
];

const faults = [];
let checked = 0;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const page of pages) {
  const file = join(folder, `${page.name.replaceAll(':', '-')}.html`);
  writeFileSync(file, execFileSync(program, [...page.args, '--format', 'html'], { maxBuffer: 1 << 28 }));
  for (const look of looks) {
    const context = await browser.newContext({ viewport: look.viewport, colorScheme: look.colorScheme });
    const tab = await context.newPage();
    const where = `${page.name} (${look.name})`;
    tab.on('console', (message) => faults.push(`${where}: console says ${message.text()}`));
    tab.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) faults.push(`${where}: asks for ${request.url()}`);
    });
    await tab.goto(pathToFileURL(file).href);
    const { violations } = await new AxeBuilder({ page: tab })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    for (const violation of violations) {
      faults.push(`${where}: ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
    }
    const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) faults.push(`${where}: ${overflow} px wider than the window`);
    if (shots) await tab.screenshot({ path: join(shots, `${page.name.replaceAll(':', '-')}-${look.name}.png`), fullPage: true });
    if (look.name === 'laptop' && page.limit) {
      const pdf = await tab.pdf({ preferCSSPageSize: true });
      const count = (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;
      if (count > page.limit || count === 0) faults.push(`${page.name}: ${count} printed pages, at most ${page.limit}`);
    }
    checked += 1;
    await context.close();
  }
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${checked} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
