// Groups: above so many things in view, those who are tied to each other are one mark until it is
// opened. Leads stay as they are, unless there are too many of them too.

const FOLDS = graph.options.folds || null;
const FOLD_ABOVE = graph.options.foldAbove || Infinity;
const MOST_LEADS = 60;
// A closed group is about as large as its members would be together.
const GROUP_SIZE = 30;

const claimsMany = (label) => (label.endsWith('s') ? `${label}es` : `${label}s`);

const folding = {
  on: false,
  groups: new Map(),

  // Which groups are closed now, from what is shown.
  renew() {
    folding.groups = new Map();
    folding.on = FOLDS !== null && filter.shownThings.size > FOLD_ABOVE;
    if (!folding.on) return;
    const leads = [...filter.shownThings].filter((place) => things[place].findings.length).length;
    for (const place of filter.shownThings) {
      const group = FOLDS[place];
      if (filter.open.has(group) || (leads <= MOST_LEADS && things[place].findings.length)) continue;
      if (!folding.groups.has(group)) folding.groups.set(group, []);
      folding.groups.get(group).push(place);
    }
    for (const [group, places] of folding.groups) if (places.length < 2) folding.groups.delete(group);
    folding.of = new Map([...folding.groups].flatMap(([group, places]) => places.map((place) => [place, group])));
  },

  // Whether a thing is drawn by itself, and what stands for it where it is not.
  alone: (place) => !folding.on || !folding.of.has(place),
  mark: (group) => -1 - group,
  stands: (place) => (folding.alone(place) ? place : folding.mark(folding.of.get(place))),

  // One node for each closed group, in the middle of those it holds.
  nodes() {
    const made = [...folding.groups].map(([group, places]) => {
      const at = places.map((each) => place(graph.nodes[folding.node(each)]));
      const middle = (axis) => at.reduce((sum, point) => sum + point[axis], 0) / at.length;
      return { id: folding.mark(group), shape: 'dot', size: GROUP_SIZE * Math.sqrt(places.length), x: middle('x'), y: middle('y'),
        color: { background: '#5f6b73', border: '#ffffff' }, places, words: folding.say(group), claims: folding.claims(places) };
    });
    folding.part(made);
    return made;
  },

  // Groups that would cover each other are pushed apart, a little each round, always in one order.
  part(made) {
    for (let round = 0; round < 80; round += 1) {
      let moved = false;
      made.forEach((one, index) => {
        for (const other of made.slice(index + 1)) {
          const [x, y] = [other.x - one.x || 1, other.y - one.y || index + 1];
          const away = Math.hypot(x, y);
          const wanted = (one.size + other.size) * 1.25;
          if (away >= wanted) continue;
          moved = true;
          const push = (wanted - away) / 2 / away;
          one.x -= x * push; one.y -= y * push;
          other.x += x * push; other.y += y * push;
        }
      });
      if (!moved) break;
    }
  },

  // How many leads of each claim a group holds.
  claims(places) {
    const counts = raw.claims.map(() => 0);
    for (const each of places) for (const claim of new Set(things[each].findings.map(([one]) => one))) counts[claim] += 1;
    return counts;
  },

  // Lines that end in a closed group: one between two marks, however many links it stands for.
  edges() {
    if (!folding.on) return [];
    const counts = new Map();
    for (const edge of graph.edges) {
      if (!filter.shownPairs.has(pairOf(edge.from, edge.to))) continue;
      const [one, other] = [folding.stands(edge.from), folding.stands(edge.to)].sort((a, b) => a - b);
      if (one === other || one >= 0) continue;
      const key = `${one}:${other}`;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    return [...counts].map(([key, count]) => {
      const [from, to] = key.split(':').map(Number);
      return { id: `f${key}`, from, to, color: '#9aa5ab', width: Math.min(1 + Math.log2(count), 7), dashes: false, arrows: '' };
    });
  },

  places: new Map(),
  node(each) {
    if (!folding.places.size) graph.nodes.forEach(({ id }, index) => folding.places.set(id, index));
    return folding.places.get(each);
  },

  open(group) {
    filter.change(() => { filter.open.add(group); });
  },

  // What a closed group is called: who in it has most links, and what leads it holds.
  say(group) {
    const places = folding.groups.get(group);
    const known = [...places].sort((a, b) => things[b].links.length - things[a].links.length || a - b)[0];
    const leads = folding.claims(places).map((count, claim) => (count ? many(count, raw.claims[claim][1], claimsMany(raw.claims[claim][1])) : ''));
    return [`around ${things[known].label}`, ...leads.filter(Boolean)];
  },
};

function buildFolding() {
  const button = byId('fold-again');
  if (!FOLDS) return;
  button.addEventListener('click', () => filter.change(() => { filter.open = new Set(); }));
  const refresh = () => { button.hidden = !filter.open.size; };
  filter.listeners.push(refresh);
  refresh();
}
