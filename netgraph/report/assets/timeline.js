// Lanes of dated things, one for each person or address, leads first; the same filter as everywhere.

const LANES_AT_ONCE = 40;
const LANE = { height: 30, pad: 10 };

// One thing of a lane: a link, and the event at its other end where it leads to one.
const eventOf = (link) => [link.from, link.to].find((end) => end.kind === 'event') || null;
const dayNumber = (iso) => Date.parse(iso) / 86400000;

// The mark of a link at (x, y): its shape says what sort of thing is recorded.
function markAt(link, x, y) {
  const across = x.toFixed(1);
  const shapes = {
    event: () => drawn('rect', { x: (x - 4.6).toFixed(1), y: y - 4.6, width: 9.2, height: 9.2 }),
    conduct: () => drawn('path', { d: `M${across} ${y - 7}l5 7l-5 7l-5 -7z` }),
    association: () => drawn('circle', { cx: across, cy: y, r: 3.8 }),
    context: () => drawn('path', { d: `M${across} ${y - 7}v14`, class: 'tick' }),
  };
  const sort = eventOf(link) && link.kind !== 'occurred at' ? 'event' : link.evidenceClass;
  const shape = shapes[sort]();
  shape.classList.add(`s-${sort}`);
  return shape;
}

const timeline = {
  kind: 'person',
  limit: LANES_AT_ONCE,

  // First and last day of the picture: those chosen, or those of what is shown.
  span() {
    const days = filter.shownLinks.filter((link) => link.day).map((link) => link.day).sort();
    if (!days.length) return null;
    return { first: dayNumber(filter.from || days[0]), last: dayNumber(filter.to || days[days.length - 1]) };
  },

  lanes() {
    const dated = new Map();
    for (const link of filter.shownLinks) {
      if (!link.day) continue;
      for (const thing of new Set([link.from, link.to])) {
        if (thing.kind !== timeline.kind) continue;
        if (!dated.has(thing)) dated.set(thing, []);
        dated.get(thing).push(link);
      }
    }
    return [...dated].sort(([a], [b]) => (b.findings.length > 0) - (a.findings.length > 0) || a.place - b.place);
  },

  draw() {
    const list = byId('lanes');
    const lanes = timeline.lanes();
    const span = timeline.span();
    const wide = Math.max(220, list.clientWidth - (window.innerWidth > 640 ? 208 : 0) - 8);
    const across = (day) => LANE.pad + (Math.min(Math.max(dayNumber(day), span.first), span.last) - span.first) / Math.max(1, span.last - span.first) * (wide - 2 * LANE.pad);
    byId('lanes-head').replaceChildren(...(span ? [timeline.head(span, wide, across)] : []));
    list.replaceChildren(...lanes.slice(0, timeline.limit).map(([thing, dated]) => timeline.lane(thing, dated, wide, across, span)));
    byId('lanes-more').hidden = lanes.length <= timeline.limit;
    byId('lanes-more').textContent = `Show ${number(Math.min(lanes.length - timeline.limit, LANES_AT_ONCE))} more of ${number(lanes.length)}`;
    const what = { person: ['person', 'people'], address: ['address', 'addresses'] }[timeline.kind];
    byId('timeline-shown').textContent = lanes.length
      ? `${many(lanes.length, ...what)} with something dated shown.` : 'Nothing with a day is shown. Widen the days, or switch kinds and links on in the legend.';
  },

  // Months, or years where months would touch each other.
  ticks(span, wide) {
    const iso = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
    const months = monthsBetween(iso(span.first), iso(span.last)).slice(1);
    const every = [1, 3, 6, 12, 24, 60, 120].find((step) => months.length / step * 46 < wide) || 240;
    const since = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
    return months.filter((month) => since(month) % every === 0).map((month) => ({
      day: `${month}-01`, label: every >= 12 ? month.slice(0, 4) : month.endsWith('-01') || every > 3 ? monthText(month) : monthText(month).slice(0, 3), year: month.endsWith('-01'),
    }));
  },

  head(span, wide, across) {
    const chart = drawn('svg', { width: wide, height: 22 });
    let end = -99;
    for (const { day, label, year } of timeline.ticks(span, wide)) {
      const x = across(day);
      chart.append(drawn('path', { d: `M${x.toFixed(1)} 16v6`, class: year ? 'axis strong' : 'axis' }));
      if (x < end || x + 30 > wide) continue;
      chart.append(drawn('text', { x: (x + 3).toFixed(1), y: 13 }, label));
      end = x + 8 + label.length * 6.4;
    }
    return chart;
  },

  lane(thing, dated, wide, across, span) {
    const middle = LANE.height / 2;
    const chart = drawn('svg', { width: wide, height: LANE.height, role: 'img' });
    for (const { day, year } of timeline.ticks(span, wide)) {
      chart.append(drawn('path', { d: `M${across(day).toFixed(1)} 0v${LANE.height}`, class: year ? 'grid strong' : 'grid' }));
    }
    for (const order of orders.filter((each) => each.person === thing)) {
      const [from, to] = [across(order.from || order.to), across(order.to || '9999-01-01')];
      const band = drawn('rect', { x: from.toFixed(1), y: middle - 10, width: Math.max(2, to - from).toFixed(1), height: 20, class: 'band' });
      band.append(drawn('title', {}, `${order.type} ${order.id} in force${order.from ? ` from ${dayText(order.from)}` : ''}`));
      chart.append(band);
    }
    chart.append(drawn('path', { d: `M0 ${middle}H${wide}`, class: 'axis' }));
    const sorted = [...dated].sort((a, b) => a.day.localeCompare(b.day));
    const order = ['context', 'association', 'conduct'];
    for (const link of [...sorted].sort((a, b) => order.indexOf(a.evidenceClass) - order.indexOf(b.evidenceClass))) {
      if (link.ended && link.ended > link.day) {
        chart.append(drawn('path', { d: `M${across(link.day).toFixed(1)} ${middle}H${across(link.ended).toFixed(1)}`, class: 'lasting' }));
      }
      const mark = markAt(link, across(link.day), middle);
      mark.append(drawn('title', {}, sentenceOf(link)));
      mark.addEventListener('click', () => {
        const event = eventOf(link);
        if (event && event !== thing) drawer.open(event, { focus: false });
        else drawer.openLine(link.from, link.to, { focus: false });
      });
      chart.append(mark);
    }
    chart.setAttribute('aria-label', `${many(dated.length, 'dated record')}, ${dayText(sorted[0].day)} to ${dayText(sorted[sorted.length - 1].day)}`);
    const leads = thing.findings.map(([claim]) => el('span', { class: `ring c-${raw.claims[claim][0]}`, title: raw.claims[claim][1], role: 'img', 'aria-label': raw.claims[claim][1] }));
    return el('li', {}, el('div', { class: 'lane-name' }, thingButton(thing), ...leads), chart);
  },

  table() {
    const rows = filter.shownLinks.filter((link) => link.day).sort((a, b) => b.day.localeCompare(a.day));
    const about = (kind) => (link) => [link.from, link.to].filter((end) => end.kind === kind);
    const cell = (kind) => (link) => el('span', {}, ...about(kind)(link).flatMap((thing) => [thingButton(thing), ' ']));
    const words = (kind) => (link) => about(kind)(link).map((thing) => thing.label).join(', ');
    return [['dated', 'Everything with a day', ['record'], rows, [
      ['Day', (l) => l.day, (l) => l.when],
      ['What', (l) => l.kind + (l.detail ? ` (${l.detail})` : '')],
      ['Event', words('event'), cell('event')],
      ['Person', words('person'), cell('person')],
      ['Address', words('address'), cell('address')],
      ['Class', (l) => l.evidenceClass],
      ['Count', (l) => l.count],
      ['Report', (l) => (l.report ? `${l.report.day} ${l.report.id} ${l.report.grade}` : ''), (l) => reportText(l.report)],
    ]]];
  },
};

const readsWith = (link) => (link.reads.includes('…') ? link.reads.replace('…', link.to.label) : `${link.reads} ${link.to.label}`);
const sentenceOf = (link) => `${link.when}: ${link.from.label} ${readsWith(link)}${link.report && link.report.grade ? `, ${link.report.grade}` : ''}`;

function buildTimeline() {
  const refreshTable = tabbedTables('timeline-table', byId('timeline-table-view'), timeline.table);
  const drawIfSeen = () => { if (pages.current.id === 'timeline' && !byId('timeline-picture').hidden) timeline.draw(); };
  const look = (view) => {
    for (const each of ['person', 'address', 'as-table']) pressed(`timeline-${each}`, each === view);
    byId('timeline-picture').hidden = view === 'as-table';
    byId('timeline-table-view').hidden = view !== 'as-table';
    if (view === 'as-table') refreshTable();
    else {
      timeline.kind = view;
      timeline.limit = LANES_AT_ONCE;
      timeline.draw();
    }
  };
  for (const each of ['person', 'address', 'as-table']) byId(`timeline-${each}`).addEventListener('click', () => look(each));
  byId('lanes-more').addEventListener('click', () => { timeline.limit += LANES_AT_ONCE; timeline.draw(); });
  filter.listeners.push(drawIfSeen);
  pages.listeners.push(drawIfSeen);
  window.addEventListener('resize', drawIfSeen);
}
