// One part of the report at a time, as the address says. Without this script, and on paper, all
// parts stand below each other.

const pages = {
  parts: [...document.querySelectorAll('main > section')],
  listeners: [],
  current: null,

  // The anchor and the state after it: #network?scope=all
  address() {
    const [anchor, state = ''] = window.location.hash.slice(1).split('?');
    return { anchor: decodeURIComponent(anchor), state };
  },

  show(part) {
    pages.current = part;
    pages.bring(part);
    for (const each of pages.parts) each.classList.toggle('current', each === part);
    for (const link of document.querySelectorAll('.contents a')) {
      if (link.hash === `#${part.id}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    for (const listener of pages.listeners) listener(part.id);
  },

  // What several parts share (filters, days, undo) stands in the one that is looked at.
  bring(part) {
    for (const slot of part.querySelectorAll('.slot')) {
      const shared = byId(slot.dataset.slot);
      if (shared && shared.parentElement !== slot) slot.append(shared);
    }
    document.body.dataset.part = part.id;
  },

  // Go where the address says; a reader who followed a link is taken along with the focus.
  go({ move = true } = {}) {
    const target = byId(pages.address().anchor);
    const part = (target && target.closest('main > section')) || pages.parts[0];
    pages.show(part);
    if (target && target !== part) {
      if (target.tagName === 'DETAILS') target.open = true;
      target.scrollIntoView({ behavior: 'instant' });
    } else window.scrollTo({ top: 0, behavior: 'instant' });
    const heading = (target || part).querySelector('h1, h2, h3');
    if (move && heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  },

  // Show a part without a new entry among the pages gone through.
  turn(name) {
    if (pages.current && pages.current.id === name) return;
    window.history.pushState(null, '', `#${name}`);
    pages.show(byId(name));
    window.scrollTo({ top: 0, behavior: 'instant' });
  },

  start() {
    document.documentElement.classList.add('paged');
    window.addEventListener('hashchange', () => pages.go());
    window.addEventListener('popstate', () => { if (!window.location.hash) pages.go({ move: false }); });
    pages.go({ move: false });
  },
};
