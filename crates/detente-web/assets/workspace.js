// Small helps where a browser runs scripts; every screen works without them.
// Nothing is kept in the browser and nothing is sent but to this server.

const body = document.body;

// Lock by itself after some minutes without a key or a click: the server locks too, whether or not this runs.
const idle = Number(body.dataset.idle ?? 0) * 1000;
if (idle > 0) {
  let timer;
  const lock = () => document.querySelector('form.lock')?.requestSubmit();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(lock, idle);
  };
  for (const event of ['keydown', 'pointerdown', 'scroll']) addEventListener(event, later, { passive: true });
  later();
  // Lock at once: Ctrl+Shift+L.
  addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyL') lock();
  });
}

// Something that this viewer may see has changed: the server says so, and nothing else. What is on the screen
// is fetched anew, unless somebody is writing in it or looks at another time.
if (body.dataset.live) {
  const events = new EventSource(body.dataset.live);
  events.addEventListener('changed', () => {
    // A page that answered a form cannot be fetched again.
    const news = document.getElementById('news');
    if (!news) return;
    const writes = document.querySelector('main form:not(.as-of, .seen)');
    if (writes || body.classList.contains('past') || !globalThis.htmx) {
      news.hidden = false;
      return;
    }
    globalThis.htmx.ajax('GET', location.href, { target: '#main', select: '#main', swap: 'outerHTML' });
  });
  // A session that ended says so: the next page asks for the unlock. Whoever is writing keeps what he wrote, and
  // nothing else: sent, it is given back to him.
  events.addEventListener('ended', () => {
    events.close();
    if (document.querySelector('form.entry')) body.classList.add('ended');
    else location.reload();
  });
}

// A slider over the days on which something became known, beside the fields that do the same.
const withSlider = () => {
  for (const form of document.querySelectorAll('form.as-of[data-days]')) {
    const place = form.querySelector('.slider');
    const days = form.dataset.days.split(' ').filter(Boolean);
    const field = form.querySelector('input[name=known]');
    if (days.length < 2 || !field || !place || place.firstChild) continue;
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.min = '0';
    slider.max = String(days.length - 1);
    // The last day that is not later than what was asked; now is the newest.
    const later = days.findIndex((day) => day > field.value);
    slider.value = String(field.value === '' || later < 0 ? days.length - 1 : Math.max(later - 1, 0));
    slider.setAttribute('aria-label', field.labels[0]?.textContent.trim() ?? '');
    const tell = () => slider.setAttribute('aria-valuetext', days[Number(slider.value)]);
    tell();
    slider.addEventListener('input', () => {
      const last = Number(slider.value) === days.length - 1;
      field.value = last ? '' : days[Number(slider.value)];
      tell();
    });
    slider.addEventListener('change', () => form.requestSubmit());
    place.append(slider);
  }
};
withSlider();
document.addEventListener('htmx:afterSwap', withSlider);
