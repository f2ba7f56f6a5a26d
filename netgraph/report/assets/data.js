// What the page knows, read once from its two JSON elements. Text goes onto the page through
// textContent alone: nothing here builds HTML from strings.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const raw = read('things');
const graph = read('graph');
const byId = (id) => document.getElementById(id);

const CLASSES = graph.options.looks.map(([name]) => name);
const LINES = graph.options.dashes.map(([name]) => name);

const things = raw.things.map(([kind, id, label, core, particulars, findings, young], place) => ({
  place, id, label, core: core === 1, particulars, findings, young: young === 1, links: [],
  kind: raw.kinds[kind][0], kindLabel: raw.kinds[kind][1], mark: raw.kinds[kind][3],
  words: [label, id, ...particulars.map(([, value]) => value)].join('\n').toLowerCase(),
}));

const reports = raw.reports.map(([id, day, when, grade, original, agency, origin, handling, masked]) => ({
  id, day, when, grade, original, agency, origin, handling, masked: masked === 1,
}));

const links = raw.links.map(([id, kind, from, to, day, when, count, report, assessment, detail, whyNot]) => {
  const [name, reads, evidenceClass] = raw.linkKinds[kind];
  const link = {
    id, kind: name, reads, evidenceClass, from: things[from], to: things[to], day, when, count,
    report: reports[report], assessment: assessment === 1, detail, whyNot,
  };
  link.from.links.push(link);
  if (to !== from) link.to.links.push(link);
  return link;
});

// An element with properties and children; strings become text.
function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === 'class') made.className = value;
    else if (name.includes('-') || name === 'role' || name === 'scope') made.setAttribute(name, value);
    else made[name] = value;
  }
  for (const child of children) if (child !== null && child !== undefined && child !== '') made.append(child);
  return made;
}

const number = (value) => value.toLocaleString('en-GB');
const many = (value, one, more) => `${number(value)} ${value === 1 ? one : more || `${one}s`}`;
const bdi = (text, className) => el('bdi', className ? { class: className } : {}, text);

function markOf(thing) {
  return el('span', { class: `mark k-${thing.kind}`, 'aria-hidden': 'true' }, thing.mark);
}

// A thing as a button that opens what is known of it.
function thingButton(thing) {
  const made = el('button', { type: 'button', class: 'thing' }, markOf(thing), bdi(thing.label));
  if (thing.id && thing.id !== thing.label) made.append(' ', bdi(thing.id, 'id'));
  made.addEventListener('click', () => drawer.open(thing));
  return made;
}

function reportText(report) {
  if (!report) return el('span', { class: 'report quiet' }, 'no report');
  const made = el('span', { class: 'report' });
  if (report.id) made.append(bdi(report.id, 'id'), ' ');
  if (report.masked) {
    made.append(el('em', {}, 'handling code C: ask the originator'));
    return made;
  }
  made.append(el('b', { class: 'grade' }, report.grade));
  if (report.original) made.append(el('span', { class: 'was' }, ' from ', bdi(report.original)));
  made.append(` ${report.when}`);
  if (report.agency) made.append(` · ${report.agency}`);
  return made;
}
