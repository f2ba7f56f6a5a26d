// When: how many links each month holds, two handles that choose from and to, and a strip of one
// thing's days.

const monthOf = (iso) => iso.slice(0, 7);

function monthsBetween(first, last) {
  const made = [];
  let [year, month] = first.split('-').map(Number);
  const [endYear, endMonth] = last.split('-').map(Number);
  while (year < endYear || (year === endYear && month <= endMonth)) {
    made.push(`${year}-${String(month).padStart(2, '0')}`);
    if (month === 12) { year += 1; month = 1; } else month += 1;
  }
  return made;
}

const monthText = (month) => dayText(`${month}-01`).slice(2);
const lastDay = (month) => `${month}-${new Date(Date.UTC(...month.split('-').map(Number), 0)).getUTCDate()}`;

// An element of a drawing.
function drawn(tag, properties, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// Nothing older than this is on the slider: the few links before it stand in its first month.
const MOST_MONTHS = 60;

function buildTime() {
  const days = links.filter((link) => link.day).map((link) => link.day).sort();
  if (!days.length || monthOf(days[0]) === monthOf(days[days.length - 1])) {
    byId('time').hidden = true;
    return;
  }
  const months = monthsBetween(days[0], days[days.length - 1]).slice(-MOST_MONTHS);
  const placeOf = (day) => Math.max(0, months.indexOf(monthOf(day)));
  const last = months.length - 1;
  const [low, high] = [byId('time-from'), byId('time-to')];
  for (const handle of [low, high]) Object.assign(handle, { min: 0, max: last });
  const bars = months.map(() => drawn('rect', {}));
  const chart = drawn('svg', { viewBox: `0 0 ${months.length} 100`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...bars);
  byId('time-bars').append(chart);
  const counts = months.map(() => 0);
  for (const day of days) counts[placeOf(day)] += 1;
  const most = Math.max(...counts);
  bars.forEach((bar, index) => {
    const high100 = counts[index] && Math.max(4, (100 * counts[index]) / most);
    for (const [name, value] of Object.entries({ x: index + 0.08, width: 0.84, y: 100 - high100, height: high100 })) bar.setAttribute(name, value);
  });
  const words = () => {
    const [from, to] = [Number(low.value), Number(high.value)];
    bars.forEach((bar, index) => bar.classList.toggle('out', index < from || index > to));
    low.setAttribute('aria-valuetext', `from ${monthText(months[from])}`);
    high.setAttribute('aria-valuetext', `to ${monthText(months[to])}`);
    byId('time-said').textContent = from === 0 && to === last ? `All days, ${monthText(months[0])} to ${monthText(months[last])}` : `${monthText(months[from])} to ${monthText(months[to])}`;
  };
  const choose = () => filter.change(() => {
    const [from, to] = [Number(low.value), Number(high.value)];
    filter.from = from === 0 ? '' : `${months[from]}-01`;
    filter.to = to === last ? '' : lastDay(months[to]);
  });
  low.addEventListener('input', () => { if (+low.value > +high.value) low.value = high.value; words(); });
  high.addEventListener('input', () => { if (+high.value < +low.value) high.value = low.value; words(); });
  for (const handle of [low, high]) handle.addEventListener('change', choose);
  const refresh = () => {
    low.value = filter.from ? placeOf(filter.from) : 0;
    high.value = filter.to ? placeOf(filter.to) : last;
    words();
  };
  filter.listeners.push(refresh);
  refresh();
}

// One thing's days as a strip: a mark a link, its shape by the class of evidence.
const STRIP = { width: 380, left: 8, right: 8, middle: 22 };

function stripOf(thing) {
  const dated = thing.links.filter((link) => link.day).sort((a, b) => a.day.localeCompare(b.day));
  if (dated.length < 2) return null;
  const at = (day) => Date.parse(day) / 86400000;
  const [first, last] = [at(dated[0].day), at(dated[dated.length - 1].day)];
  const across = (day) => STRIP.left + ((at(day) - first) / Math.max(1, last - first)) * (STRIP.width - STRIP.left - STRIP.right);
  const marks = dated.map((link) => {
    const x = across(link.day).toFixed(1);
    const y = STRIP.middle;
    const shape = {
      conduct: () => drawn('path', { d: `M${x} ${y - 8}l5.5 8l-5.5 8l-5.5 -8z` }),
      association: () => drawn('circle', { cx: x, cy: y, r: 4 }),
      context: () => drawn('path', { d: `M${x} ${y - 7}v14`, class: 'tick' }),
    }[link.evidenceClass]();
    shape.classList.add(`s-${link.evidenceClass}`);
    shape.append(drawn('title', {}, `${link.when}: ${link.kind}`));
    return shape;
  });
  const words = `${many(dated.length, 'dated link')} from ${dayText(dated[0].day)} to ${dayText(dated[dated.length - 1].day)}`;
  const chart = drawn('svg', { viewBox: `0 0 ${STRIP.width} 36`, class: 'strip', role: 'img', 'aria-label': words },
    drawn('path', { d: `M${STRIP.left} ${STRIP.middle}H${STRIP.width - STRIP.right}`, class: 'axis' }), ...marks);
  return el('section', {}, el('h3', {}, 'When'), chart,
    el('p', { class: 'strip-ends' }, el('span', {}, dayText(dated[0].day)), el('span', {}, dayText(dated[dated.length - 1].day))));
}
