// Walks through the workspace in Chromium: the stories of a mediator's day, and every screen of every seat.
// Fails on: a story that ends otherwise, an accessibility violation (axe-core, WCAG 2.2 A and AA, best
// practice), a message in the console, a request to anywhere else, a page that is wider than its window.
//
//   node workspace.mjs DETENTE [SCREENSHOT-FOLDER]
//
// DETENTE is the program. With a folder, screenshots are kept there.
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [program, shots] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'detente-workspace-'));
if (shots) mkdirSync(shots, { recursive: true });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules whose outcome depends on colours, and on the width of the window. */
const BY_COLOUR = ['color-contrast', 'link-in-text-block'];
const BY_WIDTH = [...BY_COLOUR, 'target-size', 'scrollable-region-focusable', 'th-has-data-cells', 'empty-table-header', 'aria-hidden-focus'];
const LAPTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const PIN = '2580';
/** What is recorded is of today, so that the day sheet has it whenever this runs. */
const TODAY = new Date().toISOString().slice(0, 10);

const faults = [];
let checked = 0;
const fault = (where, what) => faults.push(`${where}: ${what}`);
function expect(holds, where, what) {
  checked += 1;
  if (!holds) fault(where, what);
}

// ---- The server, on a copy of the exercise.

const copy = join(folder, 'process');
cpSync(join(root, 'catalog', 'processes', 'harbour-exercise'), copy, { recursive: true });
const server = spawn(program, ['serve', copy, '--port', '0', '--data', join(folder, 'data')], { stdio: ['ignore', 'pipe', 'pipe'] });
const said = { out: '', err: '' };
server.stdout.on('data', (bytes) => (said.out += bytes));
server.stderr.on('data', (bytes) => (said.err += bytes));
const keepersLink = await new Promise((resolve, reject) => {
  const look = () => {
    const link = said.out.match(/http:\/\/\S+\/open\?link=\S+/);
    if (link) resolve(link[0]);
  };
  server.stdout.on('data', look);
  server.on('exit', (code) => reject(new Error(`the server ended (${code}): ${said.err}`)));
  setTimeout(() => reject(new Error(`no link after a minute: ${said.out}${said.err}`)), 60_000).unref();
});
const origin = new URL(keepersLink).origin;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// ---- People: each has a browser of his own.

/** A browser for somebody; what it says in its console, and asks of others, is a fault. */
async function someone(name, options = {}) {
  const context = await browser.newContext({ viewport: LAPTOP, colorScheme: 'light', ...options });
  context.setDefaultTimeout(30_000);
  const tab = await context.newPage();
  tab.name = name;
  // A page that a story wants refused is told of by the browser; nothing else is.
  tab.on('console', (message) => {
    if (!/status of (401|403|404|409|422|423|429) /.test(message.text())) fault(name, `console says ${message.text()}`);
  });
  tab.on('pageerror', (error) => fault(name, `script fails: ${error.message}`));
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) fault(name, `asks for ${request.url()}`);
  });
  return tab;
}

/** Opens a one-time link; gives the address beneath which its screens are. */
async function enter(tab, link, language = 'en') {
  await tab.goto(link);
  await tab.fill('#pin', PIN);
  await tab.selectOption('#language', language);
  await tab.click('button.main');
  await tab.waitForURL(/\/today$/);
  tab.base = tab.url().replace(/today$/, '');
  return tab;
}

const go = (tab, screen) => tab.goto(tab.base + screen);
const text = (tab) => tab.locator('#main').innerText();

/** A one-time link for a seat, made on the keeper's screen “Access”. */
async function linkFor(keeper, name, seat) {
  await go(keeper, 'access');
  await keeper.fill('#name', name);
  await keeper.selectOption('#seat', seat);
  await keeper.click('form[action=give] button.main');
  return keeper.locator('.secret').innerText();
}

// ---- Looking at a page.

async function audit(tab, where, rules) {
  await tab.evaluate((source) => (globalThis.axe ? null : (0, eval)(source)), axe.source);
  const run = rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS };
  const violations = await tab.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary.slice(0, 300)}`);
  }, run);
  for (const violation of violations) fault(where, violation);
  const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) fault(where, `${overflow} px wider than the window`);
  const untold = await tab.evaluate(() => document.body.innerText.match(/⟪[^⟫]*⟫/)?.[0]);
  if (untold) fault(where, `no words for ${untold}`);
  checked += 1;
}

async function keep(tab, name) {
  if (shots) await tab.screenshot({ path: join(shots, `${name.replace(/[^\p{L}\p{N}.]+/gu, '-')}.png`), fullPage: true });
}

/** The page as it is, in each look. What depends on no colour and no width is looked at once. */
async function inEveryLook(tab, where) {
  await audit(tab, where);
  await keep(tab, `${where}-laptop`);
  await tab.emulateMedia({ colorScheme: 'dark' });
  await audit(tab, `${where} (dark)`, BY_COLOUR);
  await keep(tab, `${where}-dark`);
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize(PHONE);
  await audit(tab, `${where} (phone)`, BY_WIDTH);
  await keep(tab, `${where}-phone`);
  await tab.setViewportSize(LAPTOP);
}

// ---- Every screen.

/** The screens of the one table of routes: what it holds is walked, so that none is forgotten. */
const TABLE = readFileSync(join(root, 'crates/detente-web/src/routes.rs'), 'utf8');
const SCREENS = [...TABLE.matchAll(/\b(screen|own|keepers)\(\s*"([a-z-]+)"(.*)$/gm)]
  .filter(([, how, , rest]) => how !== 'keepers' || rest.includes('Method::Get'))
  .map(([, , name]) => name);
/** Those that are files, and no pages. */
const FILES = ['file', 'document'];
/** Those that are asked for something: found by the links of others. */
const ASKED = ['actor', 'held', 'meeting', 'prepare', 'proposal', 'source', 'entry', 'correct', 'withdraw', 'release', 'attach'];
const TALK = 'rehearsal?strategy=boulware&strategy=micro&steps=40&seed=1';
const KINDS = ['statement', 'session', 'position', 'incident', 'source', 'package'];

async function addressesOf(tab, isTeam) {
  const found = new Map();
  const look = async () => {
    for (const href of await tab.locator('#main a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      const screen = href.split('?')[0];
      if (ASKED.includes(screen) && !found.has(screen)) found.set(screen, href);
    }
  };
  const status = new Map();
  for (const screen of SCREENS.filter((name) => !FILES.includes(name) && !ASKED.includes(name))) {
    const answer = await go(tab, screen);
    status.set(screen, answer.status());
    await look();
  }
  for (const screen of ['meeting', 'source', 'entry'].filter((name) => found.has(name))) {
    await go(tab, found.get(screen));
    await look();
  }
  if (isTeam) for (const screen of ASKED) expect(found.has(screen), tab.name, `no link leads to ${screen}`);
  const plain = [...status].filter(([, code]) => code === 200).map(([screen]) => screen);
  const forms = plain.includes('add') ? KINDS.slice(0, isTeam ? KINDS.length : 1).map((kind) => `add?kind=${kind}`) : [];
  const searched = plain.includes('search') ? ['search?q=the'] : [];
  const played = plain.includes('rehearsal') ? [TALK] : [];
  expect(played.length === Number(isTeam), tab.name, 'the rehearsal is the team’s alone');
  return [...plain, ...found.values(), ...forms, ...searched, ...played];
}

async function everyScreen(tab, isTeam) {
  for (const address of await addressesOf(tab, isTeam)) {
    await go(tab, address);
    await inEveryLook(tab, `${tab.name} ${address.replace(/&.*/, '')}`);
  }
}

// ---- Stories.

/** Presses Tab until the input `selector` has the focus: as somebody does who has no mouse. */
async function tabTo(tab, selector) {
  for (let pressed = 0; pressed < 150; pressed += 1) {
    if (await tab.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await tab.keyboard.press('Tab');
  }
  throw new Error(`${tab.name}: Tab never comes to ${selector}`);
}

/** Types into the inputs of a form, in the order in which they stand, and sends it with Enter: by keyboard alone. */
async function typeAndSend(tab, values) {
  await tab.locator('body').press('Home');
  let line;
  for (const [selector, value] of values) {
    await tabTo(tab, selector);
    const kind = await tab.evaluate(() => document.activeElement.type);
    // In a list a number says how far down it is; the first letters find it as well.
    if (typeof value === 'number') for (let down = 0; down < value; down += 1) await tab.keyboard.press('ArrowDown');
    else await tab.keyboard.type(value);
    if (kind === 'text') line = selector;
  }
  expect(line, tab.name, 'the form has no line in which Enter sends it');
  await tab.evaluate((selector) => document.querySelector(selector).focus(), line);
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
}

const FAULTS = '#form-faults';

/** (a) The keeper opens the link that the command printed, chooses a PIN, and sees what needs him now. */
async function firstStart() {
  const where = 'first start';
  const keeper = await someone('team');
  await keeper.goto(keepersLink);
  await inEveryLook(keeper, 'open');
  const begun = Date.now();
  await enter(keeper, keepersLink);
  const took = Date.now() - begun;
  expect(took < 10_000, where, `it took ${took} ms from the link to the day sheet`);
  expect((await keeper.locator('.badge').innerText()).includes('TEAM'), where, 'no badge');
  const again = await (await someone('a second use of a link')).goto(keepersLink);
  expect(again.status() === 404, where, `a used link answers ${again.status()}`);
  return keeper;
}

const NOTES = [
  { words: 'Heron would wait for the tide.', level: 1 },
  { words: 'Osprey could live with a later date.', level: 2 },
  { words: 'Plover said the buoys come first.', level: 3 },
];

/** (b) A meeting is planned, and three lines are noted, by keyboard alone. */
async function record(team) {
  const where = 'record a meeting';
  await go(team, 'today');
  await tabTo(team, 'a[href^="add?kind=session"]');
  await Promise.all([team.waitForNavigation(), team.keyboard.press('Enter')]);
  // A faulty form comes back with what was typed, and the focus at what is wrong.
  await typeAndSend(team, [['#f-title', 'Talk at the old mole'], ['#f-when', 'some day or other']]);
  expect(await team.locator(FAULTS).isVisible(), where, 'a faulty form says nothing');
  expect(await team.evaluate(() => document.activeElement?.id) === 'form-faults', where, 'the focus is not at the faults');
  expect(await team.inputValue('#f-title') === 'Talk at the old mole', where, 'a faulty form loses its title');
  expect(await team.inputValue('#f-when') === 'some day or other', where, 'a faulty form loses its date');
  await inEveryLook(team, 'a faulty form');
  const link = team.locator(`${FAULTS} a[href^="#f-"]`).first();
  const target = (await link.getAttribute('href')).slice(1);
  await link.press('Enter');
  await team.waitForFunction((id) => document.activeElement?.id === id || location.hash === `#${id}`, target);
  await team.fill('#f-when', '');
  await typeAndSend(team, [['#f-kind', 'direct'], ['#f-basis', 'stated'], ['input[name=parties][value*=north]', ' '], ['#f-when', TODAY]]);
  if (await team.locator(FAULTS).count()) throw new Error(`the meeting is not recorded: ${await team.locator(FAULTS).innerText()}`);
  const session = new URL(team.url()).searchParams.get('id');
  for (const { words, level } of NOTES) {
    await go(team, `meeting?id=${encodeURIComponent(session)}`);
    await tabTo(team, 'a[href^="add?"][href*="kind=statement"]');
    await Promise.all([team.waitForNavigation(), team.keyboard.press('Enter')]);
    expect((await team.inputValue('#f-session')).length > 0, where, 'the note does not know its meeting');
    await typeAndSend(team, [['#f-by', 'Oona'], ['#f-basis', 'stated'], ['#f-sense', words], ['[id="f-may.level"]', level], ['#f-when', TODAY]]);
    if (await team.locator(FAULTS).count()) throw new Error(`the line is not recorded: ${await team.locator(FAULTS).innerText()}`);
  }
  await go(team, `meeting?id=${encodeURIComponent(session)}`);
  const shown = await text(team);
  for (const { words } of NOTES) expect(shown.includes(words), where, `the meeting does not show “${words}”`);
  for (const condition of ['team only', 'substance', 'quoted']) expect(shown.includes(condition), where, `no line says “${condition}”`);
  await inEveryLook(team, 'a recorded meeting');
  return session;
}

/** (c) A line is released to a party, which sees it then and not before. */
async function disclose(team, north, session) {
  const where = 'disclose a line';
  const words = NOTES[1].words;
  const knows = async () => {
    await go(north, 'search?q=Osprey');
    const found = (await text(north)).includes(words);
    await go(north, 'timeline');
    return [found, (await text(north)).includes(words)];
  };
  expect(String(await knows()) === 'false,false', where, 'North knows of it before');
  await go(north, 'today');
  await north.waitForLoadState();
  const before = await text(north);
  await go(team, `meeting?id=${encodeURIComponent(session)}`);
  const line = team.locator('tr, li').filter({ hasText: words }).last();
  await Promise.all([team.waitForNavigation(), line.locator('a[href^="release?"]').first().click()]);
  await inEveryLook(team, 'release');
  await team.check('input[name=to][value="caucus:north"]');
  await team.selectOption('#f-permitted_by', { index: 1 });
  await Promise.all([team.waitForNavigation(), team.click('form.entry button.main')]);
  if (await team.locator(FAULTS).count()) throw new Error(`the line is not released: ${await team.locator(FAULTS).innerText()}`);
  // North's page says by itself that there is news, or shows it.
  await north.waitForFunction((words) => document.querySelector('#main').innerText.includes(words) || document.querySelector('#news')?.hidden === false, words);
  expect(!before.includes(words), where, 'North knew of it before');
  expect(String(await knows()) === 'true,true', where, 'North does not know of it afterwards');
  for (const other of [NOTES[0], NOTES[2]]) {
    await go(north, `search?q=${other.words.split(' ')[0]}`);
    expect(!(await text(north)).includes(other.words), where, 'North knows of more than was released');
  }
}

/** (d) What was known on an earlier day: by the field and by the slider. */
async function replay(team) {
  const where = 'as of a day';
  await go(team, 'timeline');
  const now = await text(team);
  expect(now.includes(NOTES[0].words), where, 'a new line is not on the timeline');
  await team.fill('form.as-of input[name=known]', '2025-04-01');
  await Promise.all([team.waitForNavigation(), team.press('form.as-of input[name=known]', 'Enter')]);
  const then = await text(team);
  expect(!then.includes(NOTES[0].words) && then.length < now.length, where, 'the field does not lead back');
  expect(await team.evaluate(() => document.body.classList.contains('past')), where, 'the page does not say that it is of the past');
  await inEveryLook(team, 'as of a day');
  await go(team, 'timeline');
  const slider = team.locator('form.as-of input[type=range]');
  expect((await slider.inputValue()) === (await slider.getAttribute('max')), where, 'the knob is not at the newest day');
  await slider.focus();
  await Promise.all([team.waitForURL(/known=\d/), slider.press('Home')]);
  expect(!(await text(team)).includes(NOTES[0].words), where, 'the slider does not lead back');
  await Promise.all([team.waitForNavigation(), team.click('form.as-of a.button')]);
  expect((await text(team)).includes(NOTES[0].words), where, 'the way back to now leads elsewhere');
  await go(team, 'today');
  await Promise.all([team.waitForNavigation(), team.click('form.seen button')]);
  expect(!(await text(team)).includes(NOTES[0].words), where, 'what was seen is still the news');
}

/** (e) The wall shows what all parties know, and no caucus. */
async function wall(projector) {
  const where = 'projector';
  await go(projector, 'search?q=tide');
  for (const { words } of NOTES) expect(!(await text(projector)).includes(words), where, `the wall shows “${words}”`);
  await go(projector, 'brief');
  const shown = await projector.locator('body').innerText();
  expect(shown.includes('Second round on Quince Island'), where, 'the wall does not show what all parties know');
  expect(!/caucus/.test(shown), where, 'the wall shows a caucus');
  expect((await go(projector, 'add')).status() === 403, where, 'the wall may write');
}

/** The team plays a talk, by keyboard alone; a strategy that does not exist is told with the nearest one. */
async function rehearse(team) {
  const where = 'rehearsal';
  const play = async (strategies) => {
    await go(team, 'rehearsal');
    const fields = team.locator('#main form[action="rehearsal"] input[name=strategy]');
    expect(await fields.count() === 2, where, 'two parties do not have two strategies');
    for (const [at, strategy] of strategies.entries()) await fields.nth(at).fill(strategy);
    await fields.last().focus();
    await Promise.all([team.waitForNavigation(), team.keyboard.press('Enter')]);
    return text(team);
  };
  const played = await play(['boulware', 'micro']);
  expect(/^They agreed after \d+ steps\.$/m.test(played), where, 'no talk is played');
  expect(played.includes('HYPOTHETICAL'), where, 'what nobody said is not marked');
  expect(await team.locator('#main svg').count() > 0, where, 'the talk is not drawn');
  expect((await play(['boulwar', 'micro'])).includes('did you mean boulware'), where, 'a slip is not put right');
}

/** (f) Locked by a button and by keys; opened by the PIN; ended by five wrong ones. */
async function lock(tab) {
  const where = 'lock';
  await go(tab, 'gaps');
  await Promise.all([tab.waitForURL(/\/locked/), tab.click('form.lock button')]);
  await inEveryLook(tab, 'locked');
  await Promise.all([tab.waitForURL(/\/locked/), go(tab, 'gaps')]);
  await tab.fill('#pin', PIN);
  await Promise.all([tab.waitForURL(/\/gaps/), tab.click('button.main')]);
  await tab.keyboard.press('Control+Shift+KeyL');
  await tab.waitForURL(/\/locked/);
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await tab.fill('#pin', '0000');
    await Promise.all([tab.waitForNavigation(), tab.click('button.main')]);
    expect((await tab.locator('#pin').count()) === (wrong < 5 ? 1 : 0), where, `after ${wrong} wrong PINs`);
  }
  expect((await go(tab, 'today')).status() === 401, where, 'five wrong PINs end nothing');
}

/** (h) The same without scripts: nothing is out of reach. */
async function withoutScripts(tab) {
  const where = 'no script';
  await go(tab, 'today');
  await Promise.all([tab.waitForNavigation(), tab.click('#main a[href^="add?kind=session"]')]);
  await tab.fill('#f-title', 'Supper without a script');
  await Promise.all([tab.waitForNavigation(), tab.click('form.entry p.send button')]);
  expect(await tab.locator(FAULTS).isVisible(), where, 'a faulty form says nothing');
  expect(await tab.inputValue('#f-title') === 'Supper without a script', where, 'a faulty form loses its title');
  await tab.selectOption('#f-kind', 'direct');
  await tab.selectOption('#f-basis', 'stated');
  await tab.fill('#f-when', TODAY);
  await Promise.all([tab.waitForNavigation(), tab.click('form.entry p.send button')]);
  await go(tab, 'meetings');
  expect((await text(tab)).includes('Supper without a script'), where, 'the meeting is not recorded');
  await go(tab, 'timeline');
  await tab.fill('form.as-of input[name=known]', '2025-04-01');
  await Promise.all([tab.waitForNavigation(), tab.click('form.as-of button')]);
  expect(!(await text(tab)).includes('Supper without a script'), where, 'one cannot look back');
  await Promise.all([tab.waitForURL(/\/locked/), tab.click('form.lock button')]);
  await tab.fill('#pin', PIN);
  await Promise.all([tab.waitForURL(/\/today/), tab.click('button.main')]);
}

/** (i) A session that was taken back, while somebody was writing in it. */
async function revoked(team, guest) {
  const where = 'revoked';
  await go(guest, 'add?kind=statement');
  await guest.fill('#f-sense', 'Half a sentence that must not be lost');
  await go(team, 'access');
  const row = team.locator('tr').filter({ hasText: guest.name });
  await Promise.all([team.waitForNavigation(), row.last().locator('form[action=take] button').click()]);
  await Promise.all([guest.waitForNavigation(), guest.click('form.entry p.send button')]);
  expect((await guest.locator('body').innerText()).includes('Half a sentence that must not be lost'), where, 'what was typed is lost');
  await audit(guest, 'what was typed is given back');
  await keep(guest, 'what-was-typed-is-given-back');
  expect((await go(guest, 'today')).status() === 401, where, 'the next click still works');
}

// ---- The run: the stories one after another, then the screens of all seats, two at a time.

async function story(name, walk) {
  const begun = Date.now();
  try {
    return await walk();
  } catch (error) {
    fault(name, String(error.stack ?? error).slice(0, 900));
  } finally {
    console.log(`${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
}

const team = await story('first start', firstStart);
const guest = async (name, seat, language, options) => enter(await someone(name, options), await linkFor(team, name, seat), language);
if (team) {
  const north = await guest('north', 'party:north');
  const projector = await guest('projector', 'projector');
  const session = await story('record a meeting', () => record(team));
  if (session) await story('disclose a line', () => disclose(team, north, session));
  await story('as of a day', () => replay(team));
  await story('projector', () => wall(projector));
  await story('rehearsal', () => rehearse(team));
  await story('lock', async () => lock(await guest('locker', 'team')));
  await story('no script', async () => withoutScripts(await guest('no script', 'team', 'en', { javaScriptEnabled: false })));
  await story('revoked', async () => revoked(team, await guest('leaver', 'team')));
  const inArabic = await guest('team ar', 'team', 'ar');
  expect(await inArabic.evaluate(() => document.documentElement.dir) === 'rtl', 'Arabic', 'it does not run from right to left');
  const walks = [
    [team, true],
    [inArabic, true],
    [north, false],
    [await guest('north ar', 'party:north', 'ar'), false],
    [projector, false],
    [await guest('projector ar', 'projector', 'ar'), false],
    [await guest('public', 'public'), false],
    [await guest('public ar', 'public', 'ar'), false],
  ];
  const walk = async () => {
    for (let next = walks.shift(); next; next = walks.shift()) {
      const [tab, isTeam] = next;
      await story(`screens: ${tab.name}`, () => everyScreen(tab, isTeam));
    }
  };
  await Promise.all([walk(), walk()]);
}

await browser.close();
server.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
for (const one of [...new Set(faults)]) console.error(one);
console.log(`${checked} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
