// Loads the list again as soon as a mail has arrived.
const shown = document.currentScript.dataset.count;
setInterval(async () => {
  const answer = await fetch("count", { cache: "no-store" }).catch(() => null);
  if (answer && answer.ok && (await answer.text()) !== shown) location.reload();
}, 1000);
