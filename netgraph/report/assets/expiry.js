// After its last day the page says so, above everything else and in its title.
function sayIfExpired() {
  const box = byId('expiry');
  if (!box) return;
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  if (today <= box.dataset.expires) return;
  box.hidden = false;
  document.documentElement.classList.add('expired');
  document.title = `Expired: ${document.title}`;
}
