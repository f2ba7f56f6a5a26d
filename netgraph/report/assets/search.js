// Find by name, alias, number, plate or id: a list that arrow keys walk through.
function buildSearch() {
  const box = byId('search');
  const list = byId('found');
  const squeeze = (text) => text.toLowerCase().replace(/\s+/g, '');
  const fill = () => {
    const wanted = box.value.trim().toLowerCase();
    const tight = squeeze(wanted);
    const found = wanted ? things.filter((thing) => thing.words.includes(wanted)
      || (tight.length > 2 && squeeze(thing.words).includes(tight))) : [];
    // Whose own name or id holds the words, before those of whom they are known.
    const rank = (thing) => (thing.id.toLowerCase() === wanted ? 0 : thing.label.toLowerCase().includes(wanted) ? 1 : 2);
    found.sort((a, b) => rank(a) - rank(b) || a.place - b.place);
    list.replaceChildren(...found.slice(0, 12).map((thing) => {
      const button = thingButton(thing);
      button.addEventListener('click', () => {
        list.hidden = true;
        if (network.vis && pages.current.id === 'network') network.centre(thing);
      });
      return el('li', {}, button);
    }));
    list.hidden = !found.length;
    byId('found-status').textContent = wanted ? `${many(found.length, 'thing')} found.` : '';
    box.classList.toggle('nothing', wanted !== '' && !found.length);
  };
  box.addEventListener('input', fill);
  byId('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const first = list.querySelector('button');
    if (first) first.click();
  });
  byId('search-form').addEventListener('keydown', (event) => {
    const buttons = [...list.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && buttons[at + 1]) { buttons[at + 1].focus(); event.preventDefault(); }
    if (event.key === 'ArrowUp') { (buttons[at - 1] || box).focus(); event.preventDefault(); }
    if (event.key === 'Escape') { list.hidden = true; box.focus(); event.stopPropagation(); }
  });
}
