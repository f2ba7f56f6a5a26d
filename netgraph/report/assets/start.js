// What happens when the page opens.

// Above so many things the graph opens on what the leads rest on.
const OPEN_WHOLE = 120;

function setView(view) {
  byId('graph-view').hidden = view !== 'graph';
  byId('table-view').hidden = view !== 'table';
  pressed('view-graph', view === 'graph');
  pressed('view-table', view === 'table');
  if (view === 'table') refreshTables();
}

let refreshTables = () => {};

function start() {
  sayIfExpired();
  buildReports();
  byId('drawer-close').addEventListener('click', drawer.close);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') drawer.close(); });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-thing]');
    if (!link || link.closest('h3, h4')) return;
    event.preventDefault();
    drawer.open(things[Number(link.dataset.thing)]);
  });
  for (const link of document.querySelectorAll('h3 a[data-thing], h4 a[data-thing]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      drawer.open(things[Number(link.dataset.thing)]);
    });
  }
  // The reports behind a card are listed when they are asked for.
  const list = (details) => {
    if (details.open && !details.lastElementChild.childElementCount) {
      details.lastElementChild.append(...details.dataset.reports.trim().split(' ')
        .map((place) => el('li', {}, reportText(reports[Number(place)]))));
    }
  };
  for (const details of document.querySelectorAll('details[data-reports]')) {
    details.addEventListener('toggle', () => list(details));
  }
  // A printed page cannot be unfolded, and shows all parts.
  let folded = [];
  window.addEventListener('beforeprint', () => {
    document.documentElement.classList.remove('paged');
    pages.bring(byId('network'));
    if (byId('canvas')) {
      timeline.draw();
      if (byId('map-box')) map.draw();
      buildGraph();
      network.ink('#000000', '#ffffff');
    }
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const each of folded) {
      each.open = true;
      if (each.dataset.reports) list(each);
    }
  });
  window.addEventListener('afterprint', () => {
    document.documentElement.classList.add('paged');
    pages.bring(pages.current);
    for (const each of folded) each.open = false;
    readTheme();
    if (network.vis) network.vis.redraw();
  });
  buildSearch();
  if (byId('canvas')) buildNetwork();
  pages.start();
}

// The part with the graph; the graph itself is drawn when it is first looked at.
function buildNetwork() {
  const cores = things.filter((thing) => thing.core).length;
  if (things.length > OPEN_WHOLE && cores > 1) filter.opening = 'core';
  filter.read(FILTERED.includes(pages.address().anchor) ? pages.address().state : '');
  filter.apply();
  buildLegend();
  buildTime();
  buildExplore();
  buildExports();
  buildFolding();
  for (const button of document.querySelectorAll('[data-only]')) {
    button.addEventListener('click', () => {
      filter.change(() => { filter.clear(); filter.scope = 'all'; filter.only = new Set(button.dataset.only.split(' ').map(Number)); });
      explore.look();
    });
  }
  refreshTables = buildTables();
  buildTimeline();
  if (byId('map-box')) buildMap();
  byId('view-graph').addEventListener('click', () => setView('graph'));
  byId('view-table').addEventListener('click', () => setView('table'));
  byId('scope-core').addEventListener('click', () => { setScope('core'); network.fit(); });
  byId('scope-all').addEventListener('click', () => { setScope('all'); network.fit(); });
  byId('drawer-graph').addEventListener('click', () => network.show(drawer.thing));
  byId('drawer-around').addEventListener('click', () => explore.around(drawer.thing));
  byId('drawer-expand').addEventListener('click', () => { network.show(drawer.thing); explore.expand(drawer.thing); });
  byId('drawer-fold').addEventListener('click', () => explore.fold(drawer.thing));
  byId('drawer-hide').addEventListener('click', () => { explore.hide([drawer.thing.place]); drawer.close(); });
  byId('drawer-path').addEventListener('click', () => {
    if (path.from && path.from !== drawer.thing) path.end(drawer.thing);
    else path.begin(drawer.thing);
  });
  pages.listeners.push((name) => { if (name === 'network') buildGraph(); });
}

start();
