// Which things and links are shown: one state for graph, tables, timeline and exports, so that they
// are always equal. Every change can be undone, and the address holds the state.

// The parts of the report that show what the filter lets them.
const FILTERED = ['network', 'timeline', 'map'];
const SUPPORTS = ['limited', 'moderate', 'strong'];
const keyOf = (thing) => thing.id || `~${thing.place}`;
const byKey = new Map(things.map((thing) => [keyOf(thing), thing]));

const filter = {
  scope: 'all',
  kinds: new Set(),
  classes: new Set(),
  claims: new Set(),
  support: 'limited',
  grade: 'any',
  from: '',
  to: '',
  hidden: new Set(),
  only: null,
  open: new Set(),
  listeners: [],
  shownThings: new Set(),
  shownLinks: [],
  shownPairs: new Map(),
  past: [],
  future: [],
  opening: 'all',

  // Everything that may be shown is shown, in the scope in which the page opens.
  clear() {
    filter.scope = filter.opening;
    filter.kinds = new Set(raw.kinds.map(([name]) => name));
    filter.classes = new Set(CLASSES);
    filter.claims = new Set(raw.claims.map(([name]) => name));
    Object.assign(filter, { support: 'limited', grade: 'any', from: '', to: '', hidden: new Set(), only: null, open: new Set() });
  },

  change(update) {
    const before = filter.text();
    update();
    if (filter.text() === before) return;
    filter.past.push(before);
    filter.future = [];
    filter.renew();
  },

  renew() {
    filter.apply();
    for (const listener of filter.listeners) listener();
  },

  undo(back = filter.past, ahead = filter.future) {
    if (!back.length) return;
    ahead.push(filter.text());
    filter.read(back.pop());
    filter.renew();
  },

  redo() { filter.undo(filter.future, filter.past); },

  // The state as it stands in the address: what differs from the opening view.
  text() {
    const parts = new URLSearchParams();
    const left = (all, chosen) => all.filter((name) => !chosen.has(name)).join(',');
    const keys = (places) => [...places].sort((a, b) => a - b).map((place) => keyOf(things[place])).join(',');
    const say = (name, value, usual = '') => { if (value !== usual) parts.set(name, value); };
    say('scope', filter.scope, filter.opening);
    say('without', left(raw.kinds.map(([name]) => name), filter.kinds));
    say('classes', left(CLASSES, filter.classes));
    say('claims', left(raw.claims.map(([name]) => name), filter.claims));
    say('support', filter.support, 'limited');
    say('grade', filter.grade, 'any');
    say('from', filter.from);
    say('to', filter.to);
    say('hidden', keys(filter.hidden));
    if (filter.only) parts.set('only', keys(filter.only));
    say('open', [...filter.open].sort((a, b) => a - b).join(','));
    return parts.toString();
  },

  // What the address does not know or nobody understands stays as it is.
  read(text) {
    filter.clear();
    const parts = new URLSearchParams(text);
    const words = (name) => (parts.get(name) || '').split(',').filter(Boolean);
    const places = (name) => new Set(words(name).filter((key) => byKey.has(key)).map((key) => byKey.get(key).place));
    const one = (name, allowed) => { if (allowed.includes(parts.get(name))) filter[name] = parts.get(name); };
    one('scope', ['all', 'core']);
    one('support', SUPPORTS);
    one('grade', ['any', 'counts', 'dependable']);
    for (const name of words('without')) filter.kinds.delete(name);
    for (const name of words('classes')) filter.classes.delete(name);
    for (const name of words('claims')) filter.claims.delete(name);
    for (const name of ['from', 'to']) if (/^\d{4}-\d\d-\d\d$/.test(parts.get(name) || '')) filter[name] = parts.get(name);
    filter.hidden = places('hidden');
    filter.only = parts.has('only') ? places('only') : null;
    filter.open = new Set(words('open').filter((each) => /^\d+$/.test(each)).map(Number));
  },

  // A link within the days, the classes and the grades that are wanted.
  wants(link) {
    if (!filter.classes.has(link.evidenceClass)) return false;
    if (filter.grade !== 'any' && link.whyNot) return false;
    if (filter.grade === 'dependable' && !link.dependable) return false;
    if (filter.from && link.day && (link.ended || link.day) < filter.from) return false;
    return !(filter.to && link.day && link.day > filter.to);
  },

  // A lead of a claim and a support that are wanted; what is no lead stays.
  wantsLead(thing) {
    if (!thing.findings.length) return true;
    const least = SUPPORTS.indexOf(filter.support);
    return thing.findings.some(([claim, support]) => filter.claims.has(raw.claims[claim][0]) && SUPPORTS.indexOf(support) >= least);
  },

  narrow: () => filter.from !== '' || filter.to !== '' || filter.grade !== 'any',

  apply() {
    const may = new Set(things.filter((thing) => filter.kinds.has(thing.kind)
      && (filter.scope === 'all' || thing.core) && !filter.hidden.has(thing.place)
      && (!filter.only || filter.only.has(thing.place)) && filter.wantsLead(thing)).map((thing) => thing.place));
    filter.shownLinks = links.filter((link) => may.has(link.from.place) && may.has(link.to.place) && filter.wants(link));
    if (filter.narrow()) {
      const linked = new Set(filter.shownLinks.flatMap((link) => [link.from.place, link.to.place]));
      for (const place of may) if (!linked.has(place) && things[place].links.length) may.delete(place);
    }
    filter.shownThings = may;
    filter.shownPairs = new Map();
    for (const link of filter.shownLinks) {
      const pair = pairOf(link.from.place, link.to.place);
      if (!filter.shownPairs.has(pair)) filter.shownPairs.set(pair, new Set());
      filter.shownPairs.get(pair).add(link.evidenceClass);
    }
  },
};

const pairOf = (one, other) => (one < other ? `${one}-${other}` : `${other}-${one}`);

// How many things of each kind and claim, and links of each class, there are in the chosen scope.
function tally() {
  const inScope = (thing) => filter.scope === 'all' || thing.core;
  const counts = new Map();
  const add = (name) => counts.set(name, (counts.get(name) || 0) + 1);
  for (const thing of things) {
    if (!inScope(thing)) continue;
    add(thing.kind);
    for (const [claim] of thing.findings) add(raw.claims[claim][0]);
  }
  for (const link of links) if (inScope(link.from) && inScope(link.to)) add(link.evidenceClass);
  return counts;
}

const CLASS_WORDS = {
  conduct: 'somebody did something',
  association: 'together or in touch',
  context: 'what the relation is',
};

function legendRow(name, label, sample, chosen) {
  const box = el('input', { type: 'checkbox', checked: true, id: `legend-${name}` });
  box.addEventListener('change', () => filter.change(() => {
    if (box.checked) chosen().add(name); else chosen().delete(name);
  }));
  const count = el('span', { class: 'count' });
  const row = el('li', {}, el('label', { htmlFor: box.id }, box, sample, el('span', { class: 'name' }, ...label), count));
  return { name, row, count, box, chosen };
}

function buildLegend() {
  const present = tally();
  const rows = [];
  const add = (list, name, label, sample, chosen) => {
    const made = legendRow(name, label, sample, chosen);
    byId(list).append(made.row);
    rows.push(made);
  };
  for (const [name, label] of raw.claims) {
    if (!present.has(name)) continue;
    add('legend-claims', name, [label], el('span', { class: `ring c-${name}`, 'aria-hidden': 'true' }), () => filter.claims);
  }
  for (const [name, , plural, letter] of raw.kinds) {
    if (!present.has(name)) continue;
    add('legend-kinds', name, [plural], el('span', { class: `mark k-${name}`, 'aria-hidden': 'true' }, letter), () => filter.kinds);
  }
  for (const [name] of graph.options.looks) {
    add('legend-classes', name, [name, el('small', {}, CLASS_WORDS[name])], el('span', { class: `stroke l-${name}`, 'aria-hidden': 'true' }), () => filter.classes);
  }
  for (const name of ['support', 'grade']) {
    byId(`filter-${name}`).addEventListener('change', (event) => filter.change(() => { filter[name] = event.target.value; }));
  }
  const refresh = () => {
    const counts = tally();
    for (const { name, count, box, chosen } of rows) {
      count.textContent = number(counts.get(name) || 0);
      box.checked = chosen().has(name);
    }
    for (const name of ['support', 'grade']) byId(`filter-${name}`).value = filter[name];
    pressed('scope-core', filter.scope === 'core');
    pressed('scope-all', filter.scope === 'all');
    byId('undo').disabled = !filter.past.length;
    byId('redo').disabled = !filter.future.length;
    byId('show-everything').hidden = filter.text().replace(/scope=\w+/, '') === '';
  };
  filter.listeners.push(refresh);
  refresh();
}

function pressed(id, on) {
  byId(id).setAttribute('aria-pressed', String(on));
}

function setScope(scope) {
  filter.change(() => { filter.scope = scope; });
}
