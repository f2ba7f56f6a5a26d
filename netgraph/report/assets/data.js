// What the page knows, read once from its two JSON elements. Text goes onto the page through
// textContent alone: nothing here builds HTML from strings.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const raw = read('things');
const graph = read('graph');
const byId = (id) => document.getElementById(id);

const CLASSES = graph.options.looks.map(([name]) => name);
const LINES = graph.options.dashes.map(([name]) => name);

// A day as people write it: 1 Mar 2025.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayText(iso) {
  if (!iso) return '';
  const [year, month, day] = iso.split('-').map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

const things = raw.things.map(([kind, id, label, core, particulars, findings, young], place) => ({
  place, id, label, core: core === 1, findings,
  particulars: particulars.map(([what, value]) => [raw.particulars[what], value]), young: young === 1, links: [],
  kind: raw.kinds[kind][0], kindLabel: raw.kinds[kind][1], mark: raw.kinds[kind][3],
  words: [label, id, ...particulars.map(([, value]) => value)].join('\n').toLowerCase(),
}));

const reports = raw.reports.map(([id = '', day = '', grade = '', original = '', agency = '', origin = '', handling = '', masked = 0]) => ({
  id, day, when: dayText(day), grade, original, agency, origin, handling, masked: masked === 1,
}));

const links = raw.links.map((row) => {
  const [id, kind, from, to, day = '', ended = '', count = 1, report = 0, assessment = 0, detail = '', whyNot = ''] = row;
  const [name, reads, evidenceClass] = raw.linkKinds[kind];
  const link = {
    id, kind: name, reads, evidenceClass, from: things[from], to: things[to], day, ended, count,
    when: [dayText(day), dayText(ended)].filter(Boolean).join(' to '),
    report: reports[report], assessment: assessment === 1, detail, whyNot,
  };
  link.dependable = Boolean(link.report && /^[12][ABC]/.test(link.report.grade));
  link.from.links.push(link);
  if (to !== from) link.to.links.push(link);
  return link;
});

const orders = raw.orders.map(([id, type, person, from, to]) => ({ id, type, person: things[person], from, to }));

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
  const made = el('button', { type: 'button', class: `thing k-${thing.kind}` }, bdi(thing.label));
  if (thing.id && thing.id !== thing.label) made.append(' ', bdi(thing.id, 'id'));
  made.addEventListener('click', () => drawer.open(thing));
  return made;
}

function reportText(report) {
  if (!report) return el('span', { class: 'report quiet' }, 'no report');
  const made = el('span', { class: 'report' });
  if (report.id) made.append(bdi(report.id, 'id'), ' ');
  const words = el('span', { class: 'r' });
  made.append(words);
  if (report.masked) {
    words.append(el('em', {}, 'handling code C: ask the originator'));
    return made;
  }
  words.append(el('b', {}, report.grade));
  if (report.original) words.append(' from ', bdi(report.original));
  words.append(` ${report.when}`);
  if (report.agency) words.append(` · ${report.agency}`);
  return made;
}
