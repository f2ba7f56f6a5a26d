// What is known of one thing: who or what, findings, links with dates, reports and grades.

const MOST_DRAWER_LINKS = 60;

const drawer = {
  thing: null,
  from: null,

  open(thing, { focus = true } = {}) {
    if (byId('drawer').hidden) drawer.from = document.activeElement;
    drawer.thing = thing;
    byId('drawer-kind').replaceChildren(markOf(thing), thing.kindLabel);
    byId('drawer-name').replaceChildren(bdi(thing.label), thing.id && thing.id !== thing.label ? ' ' : '',
      thing.id && thing.id !== thing.label ? bdi(thing.id, 'id') : '');
    byId('drawer-body').replaceChildren(...[claimsOf(thing), particularsOf(thing), linksOf(thing)].filter(Boolean));
    byId('drawer-graph').hidden = !byId('canvas');
    byId('drawer').hidden = false;
    byId('drawer').scrollTop = 0;
    document.body.classList.add('with-drawer');
    if (focus) byId('drawer').focus({ preventScroll: true });
    if (typeof network !== 'undefined') network.select(thing);
  },

  close() {
    if (byId('drawer').hidden) return;
    byId('drawer').hidden = true;
    document.body.classList.remove('with-drawer');
    if (typeof network !== 'undefined') network.select(null);
    if (drawer.from && drawer.from.isConnected) drawer.from.focus({ preventScroll: true });
  },
};

function claimsOf(thing) {
  const box = el('section', {}, el('h3', {}, 'Findings'));
  if (thing.young) box.append(el('p', { class: 'heed' }, el('strong', {}, 'Under 18 or a child at risk: safeguarding comes first.')));
  if (!thing.findings.length) {
    box.append(el('p', { class: 'none' }, 'No finding is about this. Being linked says nothing by itself.'));
    return box;
  }
  const list = el('ul', { class: 'plain' });
  for (const [claim, support, anchor] of thing.findings) {
    const [name, label] = raw.claims[claim];
    const words = el('a', { href: `#${anchor || name}` }, label);
    words.addEventListener('click', () => drawer.close());
    list.append(el('li', { class: `claim-line c-${name}` }, words, ` with ${support} support`));
  }
  box.append(list);
  return box;
}

function particularsOf(thing) {
  if (!thing.particulars.length) return null;
  const list = el('dl', { class: 'particulars' });
  for (const [what, value] of thing.particulars) {
    list.append(el('div', {}, el('dt', {}, what), el('dd', {}, bdi(value))));
  }
  return el('section', {}, el('h3', {}, 'What is recorded'), list);
}

// One sentence for a link, seen from one end: the other end is a button.
function linkLine(link, thing) {
  const outward = link.from === thing;
  const other = outward ? link.to : link.from;
  const line = el('li', { class: `link-line l-${link.evidenceClass}` });
  const words = el('p', {});
  if (outward) words.append(`${link.reads} `, thingButton(other));
  else words.append(thingButton(other), ` ${link.reads} this`);
  if (link.count > 1) words.append(` (${number(link.count)} times)`);
  if (link.detail) words.append(' ', el('span', { class: 'detail' }, bdi(link.detail)));
  const about = el('p', { class: 'behind' }, el('span', { class: `tag t-${link.evidenceClass}` }, link.evidenceClass), ' ');
  if (link.assessment) about.append(el('span', { class: 'tag' }, 'assessment'), ' ');
  if (link.when) about.append(`${link.when} `);
  about.append(reportText(link.report));
  if (link.id) about.append(' ', bdi(link.id, 'id'));
  line.append(words, about);
  if (link.whyNot) line.append(el('p', { class: 'why-not' }, `Does not count: ${link.whyNot}.`));
  return line;
}

function linksOf(thing) {
  const box = el('section', {}, el('h3', {}, `${many(thing.links.length, 'link')}`));
  const order = (link) => CLASSES.indexOf(link.evidenceClass);
  const sorted = [...thing.links].sort((a, b) => order(a) - order(b) || b.day.localeCompare(a.day));
  const list = el('ul', { class: 'link-lines' });
  const show = (from, to) => { for (const link of sorted.slice(from, to)) list.append(linkLine(link, thing)); };
  show(0, MOST_DRAWER_LINKS);
  box.append(list);
  if (sorted.length > MOST_DRAWER_LINKS) {
    const more = el('button', { type: 'button' }, `Show ${number(sorted.length - MOST_DRAWER_LINKS)} more`);
    more.addEventListener('click', () => { show(MOST_DRAWER_LINKS); more.remove(); });
    box.append(more);
  }
  return box;
}
