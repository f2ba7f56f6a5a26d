// Tables that hold what the graph shows, sorted by any column and narrowed by words.

const ROWS_AT_ONCE = 100;

const COLUMNS = {
  thing: [
    ['Name', (t) => t.label, (t) => thingButton(t)],
    ['Findings', (t) => t.findings.map(([claim, support]) => `${raw.claims[claim][1]} (${support})`).join(', ')],
    ['Particulars', (t) => t.particulars.map(([what, value]) => `${what}: ${value}`).join('; ')],
    ['Links', (t) => t.links.length],
  ],
  link: [
    ['From', (l) => l.from.label, (l) => thingButton(l.from)],
    ['Link', (l) => l.kind + (l.detail ? ` (${l.detail})` : '')],
    ['To', (l) => l.to.label, (l) => thingButton(l.to)],
    ['Class', (l) => l.evidenceClass],
    ['Day', (l) => l.day, (l) => l.when],
    ['Count', (l) => l.count],
    ['Report', (l) => (l.report ? `${l.report.day} ${l.report.id} ${l.report.grade}` : ''), (l) => reportText(l.report)],
    ['Counts', (l) => (l.whyNot ? `no: ${l.whyNot}` : 'yes')],
    ['Id', (l) => l.id],
  ],
  report: [
    ['Id', (r) => r.id],
    ['Date', (r) => r.day, (r) => (r.masked ? 'handling code C: ask the originator' : r.when)],
    ['Grade', (r) => r.grade + (r.original ? ` (from ${r.original})` : '')],
    ['Agency', (r) => r.agency],
    ['Origin', (r) => r.origin],
    ['Handling', (r) => r.handling],
  ],
};

// A table that knows its rows; columns that are empty throughout are left out.
function sortedTable({ table, status, more, filterBox, noun }) {
  const state = { rows: [], columns: [], by: -1, down: false, limit: ROWS_AT_ONCE };
  const words = (row) => state.columns.map(([, value]) => value(row)).join('\n').toLowerCase();
  const compare = (a, b) => (typeof a === 'number' ? a - b : String(a).localeCompare(String(b), 'en-GB', { numeric: true }));

  function head() {
    const row = el('tr', {});
    state.columns.forEach(([name, value], index) => {
      const numeric = state.rows.length > 0 && typeof value(state.rows[0]) === 'number';
      const button = el('button', { type: 'button' }, name);
      button.addEventListener('click', () => {
        state.down = state.by === index ? !state.down : numeric;
        state.by = index;
        body();
        table.tHead.querySelectorAll('button')[index].focus();
      });
      const cell = el('th', { scope: 'col', class: numeric ? 'number' : '' }, button);
      cell.setAttribute('aria-sort', state.by !== index ? 'none' : state.down ? 'descending' : 'ascending');
      row.append(cell);
    });
    table.tHead.replaceChildren(row);
  }

  function body() {
    head();
    const wanted = filterBox.value.trim().toLowerCase();
    let rows = wanted ? state.rows.filter((row) => words(row).includes(wanted)) : [...state.rows];
    if (state.by >= 0) {
      const value = state.columns[state.by][1];
      rows.sort((a, b) => compare(value(a), value(b)) * (state.down ? -1 : 1));
    }
    const shown = rows.slice(0, state.limit);
    const made = document.createDocumentFragment();
    for (const row of shown) {
      const line = el('tr', {});
      state.columns.forEach(([, value, cell], index) => {
        const content = cell ? cell(row) : value(row);
        const numeric = typeof value(row) === 'number';
        const inner = typeof content === 'string' ? bdi(content) : numeric ? number(content) : content;
        line.append(el(index === 0 ? 'th' : 'td', index === 0 ? { scope: 'row' } : { class: numeric ? 'number' : '' },
          el('div', { class: 'cell' }, inner)));
      });
      made.append(line);
    }
    table.tBodies[0].replaceChildren(made);
    status.textContent = rows.length > shown.length
      ? `${number(shown.length)} of ${many(rows.length, ...noun())} shown.` : `${many(rows.length, ...noun())}.`;
    more.hidden = rows.length <= shown.length;
    more.textContent = `Show ${number(Math.min(rows.length - shown.length, 400))} more rows`;
  }

  more.addEventListener('click', () => { state.limit += 400; body(); });
  filterBox.addEventListener('input', () => { state.limit = ROWS_AT_ONCE; body(); });
  return {
    fill(rows, columns) {
      state.rows = rows;
      state.columns = columns.filter(([, value]) => rows.some((row) => value(row) !== ''));
      if (state.by >= state.columns.length) state.by = -1;
      state.limit = ROWS_AT_ONCE;
      body();
    },
    reset() { state.by = -1; },
  };
}

function buildReports() {
  const made = sortedTable({
    table: byId('reports-table'), status: byId('reports-status'), more: byId('reports-more'),
    filterBox: byId('reports-filter'), noun: () => ['report'],
  });
  made.fill([...reports].sort((a, b) => b.day.localeCompare(a.day)), COLUMNS.report);
}

// A box of tables that say the same as a picture: one tab for each [name, heading, noun, rows, columns].
function tabbedTables(prefix, box, tabsNow) {
  let chosen = null;
  let shown = [];
  const part = (name) => byId(`${prefix}-${name}`);
  const made = sortedTable({
    table: byId(prefix), status: part('status'), more: part('more'), filterBox: part('filter'),
    noun: () => shown.find(([name]) => name === chosen)[2],
  });
  function refresh() {
    if (box.hidden) return;
    shown = tabsNow();
    if (!shown.some(([name]) => name === chosen)) [[chosen]] = shown;
    part('tabs').replaceChildren(...shown.map(([name, heading, , rows]) => {
      const tab = el('button', { type: 'button', 'aria-pressed': String(name === chosen) }, heading, ' ',
        el('span', { class: 'count' }, number(rows.length)));
      tab.addEventListener('click', () => {
        chosen = name;
        made.reset();
        refresh();
        part('tabs').querySelector('[aria-pressed=true]').focus();
      });
      return tab;
    }));
    const [, heading, , rows, columns] = shown.find(([name]) => name === chosen);
    part('caption').textContent = heading;
    made.fill(rows, columns);
  }
  filter.listeners.push(refresh);
  return refresh;
}

function buildTables() {
  return tabbedTables('table', byId('table-view'), () => {
    const shown = shownNow();
    return [...raw.kinds.filter(([name]) => things.some((thing) => thing.kind === name))
      .map(([name, label, plural]) => [name, plural, [label.toLowerCase(), plural.toLowerCase()],
        shown.filter((thing) => thing.kind === name), COLUMNS.thing]),
    ['link', 'Links', ['link'], filter.shownLinks, COLUMNS.link]];
  });
}
