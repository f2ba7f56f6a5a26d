// The graph: drawn by vis-network from what pyvis built, at positions computed beforehand.

const network = {
  vis: null,
  nodes: null,
  edges: null,
  chosen: null,

  select(thing) {
    network.chosen = thing;
    if (!network.vis) return;
    if (thing && filter.shownThings.has(thing.place) && folding.alone(thing.place)) network.vis.selectNodes([thing.place]);
    else network.vis.unselectAll();
    network.vis.redraw();
  },

  // Bring a thing into view, whatever the filters left out.
  show(thing) {
    pages.turn('network');
    setView('graph');
    buildGraph();
    if (!filter.shownThings.has(thing.place)) {
      filter.change(() => {
        filter.kinds.add(thing.kind);
        filter.hidden.delete(thing.place);
        if (!thing.core) filter.scope = 'all';
        if (filter.only) filter.only.add(thing.place);
        if (!filter.wantsLead(thing)) {
          filter.support = 'limited';
          for (const [claim] of thing.findings) filter.claims.add(raw.claims[claim][0]);
        }
        if (filter.narrow()) Object.assign(filter, { from: '', to: '', grade: 'any' });
      });
    }
    if (!folding.alone(thing.place)) folding.open(FOLDS[thing.place]);
    network.centre(thing);
    network.vis.selectNodes([thing.place]);
  },

  // Names in other colours, on paper for instance.
  ink(dark, light) {
    ink = dark;
    paper = light;
    network.vis.redraw();
  },

  // In the middle of what the drawer leaves free.
  centre(thing) {
    if (!folding.alone(thing.place)) folding.open(FOLDS[thing.place]);
    const beside = !byId('drawer').hidden && window.innerWidth > 640 && window.innerWidth <= 992;
    const offset = { x: beside ? -Math.min(byId('drawer').clientWidth, byId('canvas').clientWidth) / 2 : 0, y: 0 };
    network.vis.focus(thing.place, { scale: 0.9, offset, animation: false });
  },

  fit() {
    if (network.vis) network.vis.redraw();
    const shown = [...new Set([...filter.shownThings].map(folding.stands))];
    if (network.vis && shown.length) network.vis.fit({ nodes: shown, animation: false, maxZoomLevel: 1.4 });
  },
};

const dark = window.matchMedia('(prefers-color-scheme: dark)');
let ink = '#17212b';
let paper = '#fbfaf7';

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  ink = style.getPropertyValue('--ink').trim();
  paper = style.getPropertyValue('--canvas').trim();
}

// How a line looks with the links that are shown: the strongest class of them gives the look.
function look(edge) {
  const shown = filter.shownPairs.get(pairOf(edge.from, edge.to)) || new Set();
  const [strongest] = edge.looks.filter(([place]) => shown.has(CLASSES[place]));
  if (!strongest) return { id: edge.id, hidden: true };
  const [place, line, arrows] = strongest;
  const [, colour, width] = graph.options.looks[place];
  return { id: edge.id, hidden: false, color: colour, width, dashes: graph.options.dashes[line][1], arrows };
}

// Size of a name on the screen, whatever the zoom, and from which zoom events carry theirs.
const NAME_SIZE = 12;
const EVENTS_FROM = 0.8;
const LETTERS_FROM = 0.42;
const widths = new Map();

function nodesInView() {
  const box = byId('canvas');
  const low = network.vis.DOMtoCanvas({ x: -60, y: -60 });
  const high = network.vis.DOMtoCanvas({ x: box.clientWidth + 60, y: box.clientHeight + 60 });
  const found = [];
  for (const node of graph.nodes) {
    if (!filter.shownThings.has(node.id) || !folding.alone(node.id)) continue;
    const { x, y } = network.at.get(node.id) || place(node);
    if (x >= low.x && y >= low.y && x <= high.x && y <= high.y) found.push({ node, x, y });
  }
  return found;
}

// Around each lead a ring for each finding about it; what the ring says stands below in words.
function drawRings(context, seen, scale) {
  for (const { node, x, y } of seen) {
    (node.rings || []).forEach((claim, index) => {
      const away = node.size + (3 + index * 5) / scale;
      context.beginPath();
      context.lineWidth = 2.2 / scale;
      context.strokeStyle = raw.claims[claim][2];
      context.setLineDash(raw.claims[claim][0] === 'exploiter' ? [6 / scale, 3 / scale] : []);
      if (node.shape === 'square') context.rect(x - away, y - away, away * 2, away * 2);
      else context.arc(x, y, away, 0, Math.PI * 2);
      context.stroke();
    });
  }
  context.setLineDash([]);
}

// Over each mark the letter of its kind, where it is large enough to carry one.
function drawLetters(context, seen) {
  context.fillStyle = '#ffffff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { node, x, y } of seen) {
    context.font = `bold ${Math.round(node.size * 0.85)}px sans-serif`;
    const lift = { triangle: 2, triangleDown: -2 }[node.shape] || 1;
    context.fillText(things[node.id].mark, x, y + lift);
  }
}

// Names, as many as there is room for: what was chosen, then the leads, then the rest.
function drawNames(context, seen, scale) {
  const chosen = network.chosen && network.chosen.place;
  const order = seen.filter(({ node }) => things[node.id].kind !== 'event' || scale >= EVENTS_FROM || node.id === chosen);
  order.sort((a, b) => (b.node.id === chosen) - (a.node.id === chosen) || a.node.id - b.node.id);
  const taken = seen.filter(({ node }) => node.lead).map(({ node, x, y }) => [
    (x - node.size) * scale, (y - node.size) * scale, (x + node.size) * scale, (y + node.size) * scale]);
  for (const { x, y, size } of network.closed) taken.push([(x - size) * scale, (y - size) * scale, (x + size) * scale, (y + size) * scale]);
  const line = NAME_SIZE + 2;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 3.5 / scale;
  context.strokeStyle = paper;
  const meets = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  for (const { node, x, y } of order) {
    const font = (index) => `${index ? '' : node.lead ? '600 ' : ''}${NAME_SIZE}px system-ui, sans-serif`;
    const wide = (words) => Math.max(...words.map((text, index) => {
      const key = `${font(index)}${text}`;
      if (!widths.has(key)) {
        context.font = font(index);
        widths.set(key, context.measureText(text).width);
      }
      return widths.get(key);
    }));
    const rings = 5 + 5 * (node.rings || []).length;
    const below = (y + node.size) * scale + rings;
    const above = (y - node.size) * scale - rings - line;
    const name = node.name.slice(0, 1);
    // All words below, or where there is no room the name alone, below or above.
    const tries = [[scale < LETTERS_FROM ? name : node.name, below], [name, below], [name, above]].map(([words, top]) => {
      const half = wide(words) / 2 + 2;
      return { words, top, box: [x * scale - half, top, x * scale + half, top + line * words.length] };
    });
    const fits = tries.find(({ box }) => !meets(box));
    if (!fits) continue;
    taken.push(fits.box);
    fits.words.forEach((text, index) => {
      context.font = font(index).replace(`${NAME_SIZE}px`, `${NAME_SIZE / scale}px`);
      const at = (fits.top + line * index) / scale;
      context.strokeText(text, x, at);
      context.fillStyle = ink;
      context.fillText(text, x, at);
    });
    if (taken.length > 300) break;
  }
}

// On each closed group how many things it holds; around it a ring for each claim it holds leads of;
// below it, where there is room, around whom it is and how many leads.
function drawGroups(context, scale) {
  const taken = [];
  const meets = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  const closed = network.closed.map((group) => ({ ...group, ...network.vis.getPosition(group.id) }));
  for (const { x, y, size } of closed) taken.push([(x - size) * scale, (y - size) * scale, (x + size) * scale, (y + size) * scale]);
  context.textAlign = 'center';
  context.lineJoin = 'round';
  for (const { x, y, size, places, words, claims } of closed) {
    context.textBaseline = 'middle';
    context.font = `bold ${Math.max(Math.min(size * 0.8, 15 / scale), 8 / scale)}px sans-serif`;
    context.fillStyle = '#ffffff';
    context.fillText(number(places.length), x, y);
    let away = size + 3 / scale;
    claims.forEach((count, claim) => {
      if (!count) return;
      context.beginPath();
      context.lineWidth = 2.2 / scale;
      context.strokeStyle = raw.claims[claim][2];
      context.setLineDash(raw.claims[claim][0] === 'exploiter' ? [6 / scale, 3 / scale] : []);
      context.arc(x, y, away, 0, Math.PI * 2);
      context.stroke();
      away += 4.5 / scale;
    });
    context.setLineDash([]);
    const line = NAME_SIZE + 2;
    const half = Math.max(...words.map((text) => text.length)) * 3.3;
    const box = [x * scale - half, (y + away) * scale + 2, x * scale + half, (y + away) * scale + line * words.length];
    if (meets(box)) continue;
    taken.push(box);
    context.textBaseline = 'top';
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = paper;
    words.forEach((text, index) => {
      context.font = `${index ? '' : '600 '}${NAME_SIZE / scale}px system-ui, sans-serif`;
      const at = y + away + (2 + line * index) / scale;
      context.strokeText(text, x, at);
      context.fillStyle = ink;
      context.fillText(text, x, at);
    });
  }
}

function drawWords(context) {
  const scale = network.vis.getScale();
  const seen = nodesInView();
  drawGroups(context, scale);
  drawRings(context, seen, scale);
  if (scale >= LETTERS_FROM) drawLetters(context, seen);
  drawNames(context, seen, scale);
}

// The core stands closer together while it is looked at by itself; the arrangement is the same.
function place({ id, x, y }) {
  const share = filter.scope === 'core' && things[id].core ? graph.options.room : 1;
  return { x: x / share, y: y / share };
}

// Put things and the lines between them into the drawing; what is not looked at waits.
function load(wanted) {
  const fresh = graph.nodes.filter(({ id }) => !network.loaded.has(id) && wanted(things[id]) && folding.alone(id));
  for (const { id } of fresh) network.loaded.add(id);
  network.nodes.add(fresh.map(({ label, name, lead, rings, ...node }) => ({
    ...node, ...place(node), label: node.shape === 'box' ? ` ${things[node.id].mark} ` : undefined,
    hidden: !filter.shownThings.has(node.id),
  })));
  const ready = graph.edges.filter(({ id, from, to }) => !network.joined.has(id) && network.loaded.has(from) && network.loaded.has(to));
  for (const { id } of ready) network.joined.add(id);
  network.edges.add(ready.map(({ looks, ...edge }) => edge));
}

// Marks and lines of the groups that are closed now, in place of those before.
function loadGroups() {
  const [before, lines] = [network.closed, network.bundles];
  network.closed = [];
  network.nodes.remove(before.map(({ id }) => id));
  network.edges.remove(lines);
  const closed = folding.nodes();
  const bundles = folding.edges();
  network.nodes.add(closed.map(({ places, words, claims, ...node }) => node));
  network.edges.add(bundles);
  network.bundles = bundles.map(({ id }) => id);
  network.closed = closed;
}

function refreshGraph() {
  const moved = network.scope !== filter.scope;
  if (moved) network.at.clear();
  network.scope = filter.scope;
  folding.renew();
  if (filter.scope === 'all') load((thing) => filter.shownThings.has(thing.place));
  const out = (id) => !filter.shownThings.has(id) || !folding.alone(id);
  network.nodes.update(graph.nodes.filter(({ id }) => network.loaded.has(id)).map((node) => (
    { id: node.id, hidden: out(node.id), ...(moved ? place(node) : {}) })));
  network.edges.update(graph.edges.filter(({ id }) => network.joined.has(id)).map((edge) => (
    folding.on && (out(edge.from) || out(edge.to)) ? { id: edge.id, hidden: true } : look(edge))));
  if (folding.on || network.closed.length) loadGroups();
  say();
}

function say() {
  if (!byId('shown')) return;
  byId('shown').textContent = `${many(filter.shownThings.size, 'thing')} and ${many(filter.shownLinks.length, 'link')} shown`
    + `${folding.groups.size ? `, ${number(folding.of.size)} of the things in ${many(folding.groups.size, 'group')}: click one to look inside, undo to come back` : ''}${filter.shownThings.size < things.length ? `, of ${number(things.length)} and ${number(links.length)}` : ''}.`;
}

function buildGraph() {
  if (network.vis) return;
  const { looks, dashes, room, folds, foldAbove, ...options } = graph.options;
  readTheme();
  for (const node of graph.nodes) {
    node.name = node.label.split('\n');
    node.lead = node.name.length > 1;
  }
  network.nodes = new vis.DataSet();
  network.edges = new vis.DataSet();
  network.at = new Map();
  network.loaded = new Set();
  network.joined = new Set();
  network.closed = [];
  network.bundles = [];
  network.scope = filter.scope;
  folding.renew();
  load((thing) => filter.shownThings.has(thing.place));
  loadGroups();
  const data = { nodes: network.nodes, edges: network.edges };
  network.vis = new vis.Network(byId('canvas'), data, options);
  network.vis.on('click', ({ nodes, edges }) => {
    if (nodes.length && nodes[0] < 0) explore.only(folding.groups.get(-1 - nodes[0]));
    else if (nodes.length) drawer.open(things[nodes[0]], { focus: false });
    else if (edges.length && !String(edges[0]).startsWith('f')) {
      const { from, to } = network.edges.get(edges[0]);
      drawer.openLine(things[from], things[to], { focus: false });
    } else drawer.close();
  });
  network.vis.on('dragEnd', ({ nodes }) => {
    for (const [id, at] of Object.entries(network.vis.getPositions(nodes))) if (Number(id) >= 0) network.at.set(Number(id), at);
  });
  network.vis.on('afterDrawing', drawWords);
  network.fit();
  refreshGraph();
  filter.listeners.push(refreshGraph);
  dark.addEventListener('change', () => { readTheme(); network.vis.redraw(); });
  byId('zoom-fit').addEventListener('click', network.fit);
  const zoom = (factor) => network.vis.moveTo({ scale: network.vis.getScale() * factor, animation: false });
  byId('zoom-in').addEventListener('click', () => zoom(1.3));
  byId('zoom-out').addEventListener('click', () => zoom(1 / 1.3));
  say();
}
