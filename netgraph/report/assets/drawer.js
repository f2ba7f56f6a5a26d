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
    byId('drawer-body').replaceChildren(...[claimsOf(thing), particularsOf(thing), stripOf(thing), linksOf(thing)].filter(Boolean));
    byId('drawer-explore').hidden = !byId('canvas');
    byId('drawer-path').textContent = path.from && path.from !== thing ? 'Path to here' : 'Path from here';
    drawer.reveal(focus);
    network.select(thing);
  },

  // What joins two things: every link between them.
  openLine(one, other, { focus = true } = {}) {
    const between = one.links.filter((link) => (link.from === other || link.to === other) && filter.wants(link));
    drawer.heading('What joins', thingButton(one), ' and ', thingButton(other));
    byId('drawer-body').replaceChildren(linkList(between, one));
    drawer.reveal(focus);
  },

  // The way between two things, step by step, with what is recorded of each.
  openWay(way) {
    drawer.heading(many(way.length - 1, 'step'), `From ${way[0].label} to ${way[way.length - 1].label}`);
    byId('drawer-body').replaceChildren(...way.slice(1).map((thing, index) => {
      const between = filter.shownLinks.filter((link) => [link.from, link.to].includes(thing) && [link.from, link.to].includes(way[index]));
      return el('section', {}, el('h3', {}, `${index + 1}. ${way[index].label} to ${thing.label}`), linkList(between, way[index], false));
    }));
    drawer.reveal(false);
  },

  // Several things in one place.
  openSeveral(several) {
    drawer.heading('In one place', many(several.length, 'address', 'addresses'));
    byId('drawer-body').replaceChildren(el('section', {}, el('ul', { class: 'plain' }, ...several.map((thing) => el('li', {}, thingButton(thing))))));
    drawer.reveal(true);
  },

  heading(kind, ...name) {
    if (byId('drawer').hidden) drawer.from = document.activeElement;
    drawer.thing = null;
    byId('drawer-kind').replaceChildren(kind);
    byId('drawer-name').replaceChildren(...name);
    byId('drawer-explore').hidden = true;
  },

  reveal(focus) {
    byId('drawer').hidden = false;
    byId('drawer').scrollTop = 0;
    document.body.classList.add('with-drawer');
    if (focus) byId('drawer').focus({ preventScroll: true });
  },

  close() {
    if (byId('drawer').hidden) return;
    byId('drawer').hidden = true;
    document.body.classList.remove('with-drawer');
    network.select(null);
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
  // Some kinds have the other end within their words: named … as exploiting somebody.
  const [before, after = ''] = link.reads.split(' …');
  if (outward) words.append(`${before} `, thingButton(other), after);
  else words.append(thingButton(other), ` ${before} `, bdi(thing.label), after);
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
  return linkList(thing.links, thing);
}

// Links as sentences, conduct first, the latest first; as many as are quick to read.
function linkList(all, thing, headed = true) {
  const box = el('section', {}, headed ? el('h3', {}, `${many(all.length, 'link')}`) : '');
  const order = (link) => CLASSES.indexOf(link.evidenceClass);
  const sorted = [...all].sort((a, b) => order(a) - order(b) || b.day.localeCompare(a.day));
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
