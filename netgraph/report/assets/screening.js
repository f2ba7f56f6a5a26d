// A decision is written out for the register only when it has an outcome and a reason.
for (const box of document.querySelectorAll('fieldset.decision')) {
  const reason = box.querySelector('textarea');
  const output = box.querySelector('output');
  const show = () => {
    const chosen = box.querySelector('input:checked');
    const text = reason.value.trim().replace(/\s+/g, ' ').replace(/["`$\\]/g, "'");
    const ready = Boolean(chosen && text);
    output.className = ready ? 'ready' : '';
    output.textContent = ready
      ? `netgraph decide breach ${box.dataset.card} ${chosen.value.replace(/ /g, '_')} --rule ${box.dataset.rule} --by NAME --reason "${text}"`
      : 'Choose an outcome and give the reason: a decision without a reason is not recorded.';
  };
  box.addEventListener('input', show);
  show();
}
