// The map: addresses where their coordinates put them, what lies together, journeys and the places
// that orders name. Drawn again at each zoom, so that names and marks keep their size.

const EARTH = { north: 110574, east: 111320 };
// Nearer than this on the screen, addresses are counted together: a finger can tell marks apart.
const TELL_APART = 26;
const MOST_SCALE = 4;

const map = {
  spots: [],
  shown: [],
  centre: { x: 0, y: 0 },
  scale: 0,
  chosen: 0,
  ways: [],
  named: [],
  marks: [],
  groupOf: new Map(),

  flat(lat, lon) {
    return { x: (lon - map.origin.lon) * EARTH.east * Math.cos(map.origin.lat * Math.PI / 180), y: -(lat - map.origin.lat) * EARTH.north };
  },

  size: () => ({ wide: byId('map-box').clientWidth || 720, tall: byId('map-box').clientHeight || 480 }),

  at({ x, y }) {
    const { wide, tall } = map.size();
    return { x: (x - map.centre.x) * map.scale + wide / 2, y: (y - map.centre.y) * map.scale + tall / 2 };
  },

  // Addresses that are shown and, where only what the leads rest on is, those of who is shown.
  places() {
    const found = new Set([...filter.shownThings].filter((place) => things[place].kind === 'address'));
    const may = (thing) => thing.kind === 'address' && filter.kinds.has('address') && !filter.hidden.has(thing.place);
    if (filter.scope === 'all') return found;
    for (const link of links) {
      if (!filter.wants(link)) continue;
      if (filter.shownThings.has(link.from.place) && may(link.to)) found.add(link.to.place);
    }
    return found;
  },

  // Journeys whose person is shown, if the links that tell of them are wanted.
  waysNow(places) {
    const told = (one, other) => one.links.some((link) => (link.from === other || link.to === other) && filter.wants(link));
    return raw.map.journeys.map(([event, person, from, to]) => ({ event, person, from, to })).filter((way) => (
      filter.kinds.has('event') && !filter.hidden.has(way.event) && filter.shownThings.has(way.person) && places.has(way.from)
      && told(things[way.event], things[way.person]) && told(things[way.event], things[way.to])));
  },

  // What is shown now: spots, leads first, and journeys with the addresses where they end.
  renew() {
    const places = map.places();
    map.ways = map.waysNow(places);
    for (const way of map.ways) places.add(way.to);
    const leads = ({ thing }) => thing.findings.length > 0;
    map.shown = map.spots.filter(({ thing }) => places.has(thing.place))
      .sort((a, b) => leads(b) - leads(a) || a.thing.place - b.thing.place);
  },

  // All of some spots in view, names included.
  fit(spots = map.shown) {
    const wanted = spots.length ? spots : map.spots;
    const [xs, ys] = [wanted.map(({ x }) => x), wanted.map(({ y }) => y)];
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), low: Math.max(...ys) };
    const { wide, tall } = map.size();
    map.centre = { x: (box.left + box.right) / 2, y: (box.top + box.low) / 2 };
    const scale = Math.min((wide - 120) / Math.max(1, box.right - box.left), (tall - 130) / Math.max(1, box.low - box.top));
    map.scale = Math.min(Math.max(scale, 1e-5), 0.4);
  },

  zoom(factor) {
    map.scale = Math.min(map.scale * factor, MOST_SCALE);
    map.draw();
  },

  // Spots too near to tell apart become one; those with leads come first and give it their place.
  groups() {
    const found = [];
    for (const spot of map.shown) {
      const here = map.at(spot);
      const near = found.find(({ x, y }) => Math.hypot(x - here.x, y - here.y) < TELL_APART);
      if (near) near.spots.push(spot);
      else found.push({ ...here, spots: [spot] });
    }
    const { wide, tall } = map.size();
    return found.filter(({ x, y }) => x > -30 && y > -30 && x < wide + 30 && y < tall + 30);
  },

  draw({ focus = false } = {}) {
    const { wide, tall } = map.size();
    map.renew();
    if (!map.scale) map.fit();
    const groups = map.groups();
    map.groupOf = new Map(groups.flatMap((group) => group.spots.map((spot) => [spot.thing.place, group])));
    map.chosen = Math.max(0, Math.min(map.chosen, groups.length - 1));
    const marks = groups.map((group, index) => map.mark(group, index));
    const chart = drawn('svg', { width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}`, role: 'group',
      'aria-label': 'Map of addresses. Arrow keys go from one to the next, Enter opens it, plus and minus zoom.' },
    map.arrow(), ...map.areas(), ...map.zones(), ...map.journeys(), ...marks, ...map.names(groups), ...map.measures(wide, tall));
    byId('map-box').replaceChildren(chart);
    map.marks = marks;
    if (focus && marks.length) marks[map.chosen].focus();
    const out = map.spots.length - map.shown.length;
    byId('map-shown').textContent = `${many(map.shown.length, 'address', 'addresses')} and ${many(map.ways.length, 'journey')} shown${out ? `, of ${number(map.spots.length)}` : ''}.`;
  },

  arrow() {
    return drawn('defs', {}, drawn('marker', { id: 'way-end', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 10, markerHeight: 10, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse' },
      drawn('path', { d: 'M0 0L8 4L0 8z', class: 'way-end' })));
  },

  areas() {
    map.named = [];
    return raw.map.areas.map(([name, outline]) => {
      const points = outline.map(([lat, lon]) => map.at(map.flat(lat, lon)));
      const [x, y] = [points.reduce((sum, point) => sum + point.x, 0) / points.length, Math.min(...points.map((point) => point.y)) - 26];
      map.named.push([x - name.length * 4.2, y - 14, x + name.length * 4.2, y + 4]);
      return drawn('g', {}, drawn('path', { d: `M${points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('L')}Z`, class: 'area' }),
        drawn('text', { x: x.toFixed(1), y: y.toFixed(1), class: 'area-name' }, name));
    });
  },

  zones() {
    return raw.map.zones.flatMap(([order, , number, , addresses]) => addresses.map((place) => map.spots.find(({ thing }) => thing.place === place))
      .filter((spot) => spot && map.shown.includes(spot)).map((spot) => {
        const { x, y } = map.at(spot);
        return drawn('g', {}, drawn('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: 22, class: 'zone' }),
          drawn('text', { x: x.toFixed(1), y: (y + 36).toFixed(1), class: 'zone-name' }, `${order} · ${number}`));
      }));
  },

  // Journeys between the same two addresses are one line, as wide as they are many.
  journeys() {
    const pairs = new Map();
    for (const way of map.ways) {
      const key = `${way.from}-${way.to}`;
      pairs.set(key, [...(pairs.get(key) || []), way]);
    }
    return [...pairs.values()].map((ways) => {
      // From mark to mark: where addresses are counted together, all their journeys meet.
      const [start, end] = [ways[0].from, ways[0].to].map((place) => map.spots.find(({ thing }) => thing.place === place));
      if (!start || !end) return null;
      const [a, b] = [start, end].map((spot) => map.groupOf.get(spot.thing.place) || map.at(spot));
      const away = Math.hypot(b.x - a.x, b.y - a.y);
      if (away < TELL_APART) return null;
      const lift = Math.min(away / 5, 70);
      const middle = { x: (a.x + b.x) / 2 + (b.y - a.y) / away * lift, y: (a.y + b.y) / 2 - (b.x - a.x) / away * lift };
      const short = { x: b.x - (b.x - middle.x) / away * 30, y: b.y - (b.y - middle.y) / away * 30 };
      const line = drawn('path', { d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${short.x.toFixed(1)} ${short.y.toFixed(1)}`,
        class: 'way', 'stroke-width': Math.min(1.4 + ways.length * 0.7, 5), 'marker-end': 'url(#way-end)' });
      line.append(drawn('title', {}, `${many(ways.length, 'journey')}: ${[...new Set(ways.map(({ person }) => things[person].label))].join(', ')}, to ${end.thing.label}`));
      line.addEventListener('click', () => drawer.open(things[ways[0].event], { focus: false }));
      return line;
    }).filter(Boolean);
  },

  mark({ x, y, spots }, index) {
    const [first] = spots;
    const leads = spots.filter(({ thing }) => thing.findings.length).length;
    const words = spots.length > 1 ? `${number(spots.length)} addresses near each other${leads ? `, ${number(leads)} with leads` : ''}: zoom in`
      : [first.thing.label, ...first.thing.findings.map(([claim, support]) => `${raw.claims[claim][1]}, ${support} support`)].join(', ');
    const made = drawn('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, role: 'button', tabindex: index === map.chosen ? 0 : -1, 'aria-label': words, class: 'spot' },
      drawn('circle', { r: 13, class: 'hit' }));
    if (leads) made.append(drawn('rect', { x: -12, y: -12, width: 24, height: 24, rx: spots.length > 1 ? 12 : 0, class: 'lead-ring' }));
    made.append(spots.length > 1 ? drawn('circle', { r: 9.5, class: 'many' }) : drawn('rect', { x: -8, y: -8, width: 16, height: 16, class: 'one' }),
      drawn('text', { y: 3.6, class: 'letter' }, spots.length > 1 ? String(spots.length) : first.thing.mark));
    const act = () => {
      map.chosen = index;
      if (spots.length === 1) drawer.open(first.thing);
      else {
        map.centre = { x: first.x, y: first.y };
        if (map.scale >= MOST_SCALE / 2) drawer.openSeveral(spots.map(({ thing }) => thing));
        else { map.scale = Math.min(map.scale * 2.5, MOST_SCALE); map.draw({ focus: true }); }
      }
    };
    made.addEventListener('click', act);
    made.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); act(); } });
    return made;
  },

  // Names, leads first, where there is room for them: below or above.
  names(groups) {
    const taken = [...map.named, ...groups.map(({ x, y }) => [x - 13, y - 13, x + 13, y + 13])];
    const meets = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    const made = [];
    const { wide } = map.size();
    for (const { x, y, spots } of groups) {
      if (spots.length > 1 && !spots[0].thing.findings.length) continue;
      const text = spots[0].thing.label.split(',')[0];
      const half = text.length * 3.2 + 3;
      const top = [y + 14, y - 28].find((place) => !meets([x - half, place, x + half, place + 14]) && x - half > 0 && x + half < wide);
      if (top === undefined) continue;
      taken.push([x - half, top, x + half, top + 14]);
      made.push(drawn('text', { x: x.toFixed(1), y: (top + 11).toFixed(1), class: spots[0].thing.findings.length ? 'name lead-name' : 'name' }, text));
    }
    return made;
  },

  // How long a distance is, and where north lies.
  measures(wide, tall) {
    const longest = Math.min(140, wide / 3) / map.scale;
    const step = 10 ** Math.floor(Math.log10(longest));
    const metres = [5, 2, 1].map((times) => times * step).find((length) => length <= longest);
    const long = metres * map.scale;
    const [x, y] = [14, tall - 34];
    return [drawn('g', { class: 'measure' }, drawn('path', { d: `M${x} ${y - 5}v5h${long.toFixed(1)}v-5` }),
      drawn('text', { x: x + 4, y: y - 8 }, metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`),
      drawn('path', { d: `M${x + 6} 38v-22m-5 7l5 -8l5 8` }), drawn('text', { x: x + 1, y: 52 }, 'N'))];
  },

  table() {
    map.renew();
    const placed = map.shown.map(({ thing }) => thing);
    const area = new Map(map.spots.map(({ thing, area: place }) => [thing, place < 0 ? '' : raw.map.areas[place][0]]));
    const living = (thing) => thing.links.filter((link) => link.kind === 'lives at' && link.to === thing).map((link) => link.from);
    const zones = (thing) => raw.map.zones.filter(([, , , , addresses]) => addresses.includes(thing.place));
    const event = (way) => things[way.event];
    const day = (way) => things[way.event].links.map((link) => link.day).sort()[0] || '';
    return [['address', 'Addresses', ['address', 'addresses'], placed, [
      ['Address', (t) => t.label, (t) => thingButton(t)],
      ['Area', (t) => area.get(t)],
      ['Findings', (t) => t.findings.map(([claim, support]) => `${raw.claims[claim][1]} (${support})`).join(', ')],
      ['Lives there', (t) => living(t).map((one) => one.label).join(', '), (t) => el('span', {}, ...living(t).flatMap((one) => [thingButton(one), ' ']))],
      ['Named in an order', (t) => zones(t).map(([order, , place]) => `${order} · ${place}`).join(', ')],
      ['Journeys to here', (t) => map.ways.filter((way) => way.to === t.place).length],
    ]],
    ['journey', 'Journeys', ['journey'], map.ways, [
      ['Day', day, (way) => dayText(day(way))],
      ['Person', (way) => things[way.person].label, (way) => thingButton(things[way.person])],
      ['From', (way) => things[way.from].label, (way) => thingButton(things[way.from])],
      ['To', (way) => things[way.to].label, (way) => thingButton(things[way.to])],
      ['Event', (way) => event(way).label, (way) => thingButton(event(way))],
    ]]];
  },
};

function buildMap() {
  const { spots, areas } = raw.map;
  map.origin = { lat: spots[0][1], lon: spots[0][2] };
  map.spots = spots.map(([place, lat, lon, area]) => ({ thing: things[place], area, ...map.flat(lat, lon) }));
  const box = byId('map-box');
  const choice = byId('map-area');
  choice.append(el('option', { value: '' }, 'everything'), ...areas.map(([name], place) => (
    el('option', { value: String(place) }, `${name} (${map.spots.filter((spot) => spot.area === place).length})`))));
  const look = () => {
    map.renew();
    map.fit(choice.value === '' ? undefined : map.spots.filter(({ area }) => area === Number(choice.value)));
    map.draw();
  };
  choice.addEventListener('change', look);
  const seen = () => pages.current.id === 'map' && !byId('map-picture').hidden;
  const drawIfSeen = () => { if (seen()) map.draw(); };
  // Another choice of what the leads rest on or everything is another picture, and fits anew.
  filter.listeners.push(() => {
    if (map.scope !== filter.scope) map.scale = 0;
    map.scope = filter.scope;
    drawIfSeen();
  });
  map.scope = filter.scope;
  pages.listeners.push((name) => { if (name === 'map' && !byId('map-picture').hidden) { map.draw(); } });
  window.addEventListener('resize', drawIfSeen);
  byId('map-in').addEventListener('click', () => map.zoom(1.6));
  byId('map-out').addEventListener('click', () => map.zoom(1 / 1.6));
  byId('map-fit').addEventListener('click', look);
  const refreshTable = tabbedTables('map-table', byId('map-table-view'), map.table);
  const view = (table) => {
    byId('map-picture').hidden = table;
    byId('map-table-view').hidden = !table;
    pressed('map-as-map', !table);
    pressed('map-as-table', table);
    if (table) refreshTable();
    else map.draw();
  };
  byId('map-as-map').addEventListener('click', () => view(false));
  byId('map-as-table').addEventListener('click', () => view(true));
  box.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && map.marks.length) {
      map.marks[map.chosen].setAttribute('tabindex', -1);
      map.chosen = (map.chosen + step + map.marks.length) % map.marks.length;
      map.marks[map.chosen].setAttribute('tabindex', 0);
      map.marks[map.chosen].focus();
    } else if (event.key === '+' || event.key === '=') { map.zoom(1.6); map.marks[map.chosen].focus(); }
    else if (event.key === '-') { map.zoom(1 / 1.6); map.marks[map.chosen].focus(); }
    else return;
    event.preventDefault();
  });
  box.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    map.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  }, { passive: false });
  let held = null;
  box.addEventListener('pointerdown', (event) => { if (!event.target.closest('.spot')) held = { x: event.clientX, y: event.clientY }; });
  window.addEventListener('pointerup', () => { held = null; });
  window.addEventListener('pointermove', (event) => {
    if (!held) return;
    map.centre = { x: map.centre.x - (event.clientX - held.x) / map.scale, y: map.centre.y - (event.clientY - held.y) / map.scale };
    held = { x: event.clientX, y: event.clientY };
    map.draw();
  });
}
