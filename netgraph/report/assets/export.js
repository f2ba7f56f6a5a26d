// What is shown, taken away: a picture, a table, or a file for another tool. Each carries the
// marking and the day; nothing that is not shown is in it.

const MARKING = document.querySelector('.marking strong').textContent;
const SEEN_FROM = document.querySelector('.marking time').getAttribute('datetime');
const shownNow = () => things.filter((thing) => filter.shownThings.has(thing.place));

// Where everything is, moved by hand or not, in a closed group or not.
function positionsNow() {
  const drawnAt = network.vis.getPositions();
  return Object.fromEntries(graph.nodes.map((node) => [node.id, drawnAt[node.id] || place(node)]));
}

function save(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el('a', { href: address, download: `netgraph-${SEEN_FROM}-${name}` }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// Characters that XML does not allow are left out.
const xml = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
  .replace(/[<>&"']/g, (each) => `&#${each.charCodeAt(0)};`);

// A cell that a spreadsheet would take for a formula begins with an apostrophe.
const cell = (value) => {
  const text = String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const exports = {
  png() {
    const source = byId('canvas').querySelector('canvas');
    const picture = el('canvas', { width: source.width, height: source.height + 56 });
    const context = picture.getContext('2d');
    context.fillStyle = paper;
    context.fillRect(0, 0, picture.width, picture.height);
    context.drawImage(source, 0, 28);
    context.fillStyle = ink;
    context.font = 'bold 14px sans-serif';
    context.textAlign = 'center';
    for (const y of [19, picture.height - 9]) context.fillText(`${MARKING}   as at ${dayText(SEEN_FROM)}`, picture.width / 2, y);
    picture.toBlob((blob) => save('graph.png', 'image/png', blob));
  },

  svg() {
    const at = positionsNow();
    const shown = shownNow().filter((thing) => at[thing.place]);
    const xs = shown.map((thing) => at[thing.place].x);
    const ys = shown.map((thing) => at[thing.place].y);
    const box = [Math.min(...xs) - 80, Math.min(...ys) - 80, Math.max(...xs) - Math.min(...xs) + 160, Math.max(...ys) - Math.min(...ys) + 160];
    const kinds = new Map(raw.kinds.map(([name, , , , colour]) => [name, colour]));
    const parts = graph.edges.map((edge) => [edge, look(edge)]).filter(([, { hidden }]) => !hidden).map(([{ from, to }, { color, width, dashes }]) => (
      `<line x1="${at[from].x}" y1="${at[from].y}" x2="${at[to].x}" y2="${at[to].y}" stroke="${color}" stroke-width="${width}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`));
    for (const thing of shown) {
      const { x, y } = at[thing.place];
      parts.push(`<circle cx="${x}" cy="${y}" r="12" fill="${kinds.get(thing.kind)}"/>`,
        `<text x="${x}" y="${y + 4}" fill="#fff" font-weight="bold" font-size="12" text-anchor="middle">${xml(thing.mark)}</text>`,
        `<text x="${x}" y="${y + 28}" font-size="12" text-anchor="middle">${xml(thing.label)}</text>`);
    }
    const title = `${MARKING}, as at ${dayText(SEEN_FROM)}`;
    save('graph.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}" font-family="sans-serif"><title>${xml(title)}</title>`
      + `<text x="${box[0] + box[2] / 2}" y="${box[1] + 24}" font-weight="bold" font-size="18" text-anchor="middle">${xml(title)}</text>${parts.join('')}</svg>`);
  },

  csv() {
    const head = ['marking', 'id', 'kind', 'class', 'from', 'from_label', 'to', 'to_label', 'start', 'end', 'count', 'detail', 'report', 'grade', 'report_date', 'counts'];
    const rows = filter.shownLinks.map((link) => [MARKING, link.id, link.kind, link.evidenceClass, link.from.id, link.from.label, link.to.id, link.to.label,
      link.day, link.ended, link.count, link.detail, link.report ? link.report.id : '', link.report ? link.report.grade : '', link.report ? link.report.day : '', link.whyNot ? 'no' : 'yes']);
    save('links.csv', 'text/csv', `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`);
  },

  graphml() {
    const keys = (on, names) => names.map((name) => `<key id="${on}_${name}" for="${on}" attr.name="${name}" attr.type="string"/>`).join('');
    const data = (on, values) => Object.entries(values).filter(([, value]) => value !== '')
      .map(([name, value]) => `<data key="${on}_${name}">${xml(value)}</data>`).join('');
    const nodes = shownNow().map((thing) => `<node id="${xml(keyOf(thing))}">${data('node', { label: thing.label, kind: thing.kind,
      findings: thing.findings.map(([claim, support]) => `${raw.claims[claim][0]} (${support})`).join('; ') })}</node>`);
    const edges = filter.shownLinks.map((link) => `<edge source="${xml(keyOf(link.from))}" target="${xml(keyOf(link.to))}">${data('edge', {
      id: link.id, kind: link.kind, evidence_class: link.evidenceClass, start: link.day, end: link.ended, count: link.count, detail: link.detail,
      report: link.report ? link.report.id : '', grade: link.report ? link.report.grade : '' })}</edge>`);
    save('graph.graphml', 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${xml(MARKING)}, as at ${SEEN_FROM} -->\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`
      + `${keys('node', ['label', 'kind', 'findings'])}${keys('edge', ['id', 'kind', 'evidence_class', 'start', 'end', 'count', 'detail', 'report', 'grade'])}`
      + `<graph id="netgraph" edgedefault="directed">\n${[...nodes, ...edges].join('\n')}\n</graph></graphml>\n`);
  },

  // For i2 Analyst's Notebook: entities where they stand here, links with date and strength.
  anx() {
    const at = positionsNow();
    const kinds = raw.kinds.filter(([name]) => things.some((thing) => thing.kind === name));
    const types = [...new Set(filter.shownLinks.map((link) => link.kind))].sort();
    const entityTypes = kinds.map(([name, label], index) => `<EntityType Id="ET${index}" Name="${xml(label)}" PreferredRepresentation="RepresentAsIcon" IconFile="${xml(name)}" Colour="0"/>`);
    const linkTypes = types.map((name, index) => `<LinkType Id="LT${index}" Name="${xml(name)}" Colour="0"/>`);
    const entities = shownNow().map((thing) => {
      const { x, y } = at[thing.place] || { x: 0, y: 0 };
      const type = kinds.findIndex(([name]) => name === thing.kind);
      return `<ChartItem Id="E${thing.place}" Label="${xml(thing.label)}" XPosition="${x}"><End X="${x}" Y="${y}" Z="0"><Entity Identity="${xml(keyOf(thing))}" LabelIsIdentity="false">`
        + `<Icon><IconStyle Type="${xml(kinds[type][1])}" EntityTypeReference="ET${type}"/></Icon></Entity></End></ChartItem>`;
    });
    const items = filter.shownLinks.map((link, index) => {
      const dated = link.day ? ` DateSet="true" DateTime="${link.day}T00:00:00.000"` : '';
      const source = link.report ? ` SourceReference="${xml(`${link.report.id} ${link.report.grade}`.trim())}"` : '';
      const strength = link.dependable ? 'Confirmed' : 'Unconfirmed';
      return `<ChartItem Id="L${index}" Label="${xml(link.detail || link.kind)}"${dated}${source}><Link End1Reference="E${link.from.place}" End2Reference="E${link.to.place}">`
        + `<LinkStyle ArrowStyle="${link.evidenceClass === 'conduct' ? 'ArrowOnHead' : 'ArrowNone'}" LineWidth="1" Type="${xml(link.kind)}" LinkTypeReference="LT${types.indexOf(link.kind)}" Strength="${strength}" StrengthReference="S${strength}"/></Link></ChartItem>`;
    });
    save('chart.anx', 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${xml(MARKING)}, as at ${SEEN_FROM} -->\n<Chart IdReferenceLinking="true" Rigorous="true">`
      + '<StrengthCollection><Strength Id="SConfirmed" Name="Confirmed" DotStyle="DotStyleSolid"/><Strength Id="SUnconfirmed" Name="Unconfirmed" DotStyle="DotStyleDashed"/></StrengthCollection>'
      + `<LinkTypeCollection>${linkTypes.join('')}</LinkTypeCollection><EntityTypeCollection>${entityTypes.join('')}</EntityTypeCollection>`
      + `<ChartItemCollection>\n${[...entities, ...items].join('\n')}\n</ChartItemCollection></Chart>\n`);
  },
};

function buildExports() {
  for (const button of document.querySelectorAll('[data-export]')) {
    button.addEventListener('click', () => { exports[button.dataset.export](); byId('exports').open = false; });
  }
}
