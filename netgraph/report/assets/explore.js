// Looking closer: around a thing, the way between two, hiding and bringing back, choosing by hand.

// What is linked to some things by links that are shown or only kept out by the choice of things.
function neighbours(places) {
  const found = new Set();
  for (const link of links) {
    if (!filter.wants(link)) continue;
    if (places.has(link.from.place)) found.add(link.to.place);
    if (places.has(link.to.place)) found.add(link.from.place);
  }
  return found;
}

const explore = {
  // The thing and what is linked to it, and nothing else.
  around(thing) {
    filter.change(() => {
      filter.scope = 'all';
      filter.hidden.delete(thing.place);
      filter.only = new Set([thing.place, ...neighbours(new Set([thing.place]))]);
    });
    explore.look();
  },

  // What is linked to a thing, beside what is shown already.
  expand(thing) {
    filter.change(() => {
      const near = neighbours(new Set([thing.place]));
      if (filter.only || filter.scope === 'core') {
        filter.only = new Set([...filter.shownThings, thing.place, ...near]);
        filter.scope = 'all';
      }
      for (const place of near) filter.hidden.delete(place);
    });
  },

  // What hangs on this thing alone is put away.
  fold(thing) {
    filter.change(() => {
      for (const place of neighbours(new Set([thing.place]))) {
        const near = [...neighbours(new Set([place]))].filter((each) => filter.shownThings.has(each) && each !== place);
        if (near.length <= 1 && !things[place].findings.length) filter.hidden.add(place);
      }
    });
  },

  hide(places) {
    filter.change(() => { for (const place of places) filter.hidden.add(place); });
  },

  only(places) {
    filter.change(() => { filter.only = new Set(places); });
    explore.look();
  },

  everything() {
    const { scope } = filter;
    filter.change(() => { filter.clear(); filter.scope = scope; });
    explore.look();
  },

  look() {
    pages.turn('network');
    network.fit();
  },
};

// Costs of one step: the fewest steps, or first as little as possible that rests on one source or
// on nothing better than D, then the fewest steps.
const STEP_COSTS = { steps: [1, 1, 1], evidence: [1, 100, 10000] };

// The way between two things along lines that are shown; [] where there is none.
function wayBetween(start, end, by) {
  const costs = STEP_COSTS[by];
  const lines = new Map();
  const add = (from, to, cost) => {
    if (!lines.has(from)) lines.set(from, []);
    lines.get(from).push([to, cost]);
  };
  for (const edge of graph.edges) {
    const shown = filter.shownPairs.get(pairOf(edge.from, edge.to));
    if (!shown) continue;
    const best = Math.min(...edge.looks.filter(([place]) => shown.has(CLASSES[place])).map(([, line]) => line));
    add(edge.from, edge.to, costs[best]);
    add(edge.to, edge.from, costs[best]);
  }
  const reached = new Map([[start, [0, null]]]);
  const done = new Set();
  for (;;) {
    let here = null;
    for (const [place, [cost]] of reached) {
      if (!done.has(place) && (here === null || cost < reached.get(here)[0] || (cost === reached.get(here)[0] && place < here))) here = place;
    }
    if (here === null || here === end) break;
    done.add(here);
    for (const [next, cost] of lines.get(here) || []) {
      const whole = reached.get(here)[0] + cost;
      if (!reached.has(next) || whole < reached.get(next)[0]) reached.set(next, [whole, here]);
    }
  }
  if (!reached.has(end)) return [];
  const way = [];
  for (let place = end; place !== null; [, place] = reached.get(place)) way.unshift(things[place]);
  return way;
}

const path = {
  from: null,
  by: 'steps',

  begin(thing) {
    path.from = thing;
    byId('path-bar').hidden = false;
    byId('path-from').replaceChildren(thingButton(thing));
    byId('path-said').textContent = 'Choose the other end: click it in the graph, or find it above and press “Path to here”.';
    pages.turn('network');
    setView('graph');
  },

  end(thing) {
    const way = wayBetween(path.from.place, thing.place, path.by);
    path.to = thing;
    byId('path-by').hidden = false;
    if (!way.length) {
      byId('path-said').textContent = `No way to ${thing.label} along what is shown. Switch links or things on in the legend, or look at everything.`;
      return;
    }
    byId('path-said').textContent = `${many(way.length - 1, 'step')} to ${thing.label}.`;
    filter.change(() => { filter.only = new Set(way.map((each) => each.place)); });
    explore.look();
    drawer.openWay(way);
  },

  // Another sort of way between the same two.
  again(by) {
    path.by = by;
    pressed('path-steps', by === 'steps');
    pressed('path-evidence', by === 'evidence');
    filter.change(() => { filter.only = null; });
    path.end(path.to);
  },

  stop() {
    path.from = null;
    byId('path-bar').hidden = true;
    byId('path-by').hidden = true;
  },
};

// Choosing by hand: a line drawn around things in the graph.
const lasso = {
  points: null,
  chosen: [],

  start() {
    const on = byId('lasso').hidden;
    byId('lasso').hidden = !on;
    pressed('lasso-start', on);
    byId('lasso-bar').hidden = !on;
    lasso.say([]);
  },

  say(places) {
    lasso.chosen = places;
    byId('lasso-said').textContent = places.length ? `${many(places.length, 'thing')} chosen.` : 'Draw a line around what you want to choose.';
    for (const id of ['lasso-only', 'lasso-hide']) byId(id).disabled = !places.length;
    network.vis.selectNodes(places.filter((place) => folding.alone(place)));
  },

  inside({ x, y }) {
    let within = false;
    lasso.points.forEach((one, index) => {
      const other = lasso.points[(index || lasso.points.length) - 1];
      if ((one.y > y) !== (other.y > y) && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) within = !within;
    });
    return within;
  },

  draw(event) {
    const box = byId('lasso');
    const { left, top } = box.getBoundingClientRect();
    lasso.points.push({ x: event.clientX - left, y: event.clientY - top });
    box.querySelector('polygon').setAttribute('points', lasso.points.map(({ x, y }) => `${x},${y}`).join(' '));
  },

  finish() {
    const at = network.vis.getPositions();
    lasso.say([...filter.shownThings].filter((place) => at[place] && folding.alone(place) && lasso.inside(network.vis.canvasToDOM(at[place]))));
    lasso.points = null;
    byId('lasso').querySelector('polygon').setAttribute('points', '');
  },

  build() {
    const box = byId('lasso');
    box.addEventListener('pointerdown', (event) => {
      lasso.points = [];
      box.setPointerCapture(event.pointerId);
      lasso.draw(event);
    });
    box.addEventListener('pointermove', (event) => { if (lasso.points) lasso.draw(event); });
    box.addEventListener('pointerup', () => { if (lasso.points) lasso.finish(); });
    byId('lasso-start').addEventListener('click', lasso.start);
    byId('lasso-only').addEventListener('click', () => { explore.only(lasso.chosen); lasso.start(); });
    byId('lasso-hide').addEventListener('click', () => { explore.hide(lasso.chosen); lasso.start(); });
  },
};

function buildExplore() {
  byId('undo').addEventListener('click', () => filter.undo());
  byId('redo').addEventListener('click', () => filter.redo());
  byId('show-everything').addEventListener('click', explore.everything);
  byId('path-stop').addEventListener('click', path.stop);
  byId('path-steps').addEventListener('click', () => path.again('steps'));
  byId('path-evidence').addEventListener('click', () => path.again('evidence'));
  lasso.build();
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || !FILTERED.includes(pages.current.id) || event.target.closest('input')) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) filter.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) filter.redo();
    else return;
    event.preventDefault();
  });
  // The address holds the view, so that a bookmark opens it again.
  filter.listeners.push(() => {
    const text = filter.text();
    if (FILTERED.includes(pages.current.id)) window.history.replaceState(null, '', `#${pages.current.id}${text ? `?${text}` : ''}`);
  });
}
