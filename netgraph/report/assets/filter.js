// Which things and links are shown: one state for graph and table, so that they are always equal.

const filter = {
  scope: 'all',
  kinds: new Set(raw.kinds.map(([name]) => name)),
  classes: new Set(CLASSES),
  listeners: [],
  shownThings: new Set(),
  shownLinks: [],

  change(update) {
    update();
    filter.apply();
    for (const listener of filter.listeners) listener();
  },

  apply() {
    filter.shownThings = new Set(things.filter((thing) => filter.kinds.has(thing.kind)
      && (filter.scope === 'all' || thing.core)).map((thing) => thing.place));
    filter.shownLinks = links.filter((link) => filter.classes.has(link.evidenceClass)
      && filter.shownThings.has(link.from.place) && filter.shownThings.has(link.to.place));
  },
};

// How many things of each kind and links of each class there are in the chosen scope.
function tally() {
  const inScope = (thing) => filter.scope === 'all' || thing.core;
  const counts = new Map();
  for (const thing of things) if (inScope(thing)) counts.set(thing.kind, (counts.get(thing.kind) || 0) + 1);
  for (const link of links) {
    if (inScope(link.from) && inScope(link.to)) {
      counts.set(link.evidenceClass, (counts.get(link.evidenceClass) || 0) + 1);
    }
  }
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
    if (box.checked) chosen.add(name); else chosen.delete(name);
  }));
  const count = el('span', { class: 'count' });
  const row = el('li', {}, el('label', { htmlFor: box.id }, box, sample, el('span', { class: 'name' }, ...label), count));
  return { name, row, count };
}

function buildLegend() {
  const present = tally();
  const rows = [];
  for (const [name, , plural, letter] of raw.kinds) {
    if (!present.has(name)) continue;
    const sample = el('span', { class: `mark k-${name}`, 'aria-hidden': 'true' }, letter);
    const made = legendRow(name, [plural], sample, filter.kinds);
    byId('legend-kinds').append(made.row);
    rows.push(made);
  }
  for (const [name] of graph.options.looks) {
    const sample = el('span', { class: `stroke l-${name}`, 'aria-hidden': 'true' });
    const words = [name, el('small', {}, CLASS_WORDS[name])];
    const made = legendRow(name, words, sample, filter.classes);
    byId('legend-classes').append(made.row);
    rows.push(made);
  }
  const refresh = () => {
    const counts = tally();
    for (const { name, count } of rows) count.textContent = number(counts.get(name) || 0);
  };
  filter.listeners.push(refresh);
  refresh();
}

function pressed(id, on) {
  byId(id).setAttribute('aria-pressed', String(on));
}

function setScope(scope) {
  filter.change(() => { filter.scope = scope; });
  pressed('scope-core', scope === 'core');
  pressed('scope-all', scope === 'all');
}
