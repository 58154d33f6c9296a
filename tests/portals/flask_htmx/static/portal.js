document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-dialog], [data-close], [data-print], [data-size], [data-sound]");
  if (!target) return;
  const data = target.dataset;
  if ("dialog" in data) document.getElementById(data.dialog).showModal();
  if ("close" in data) target.closest("dialog").close();
  if ("print" in data) window.print();
  if ("size" in data) document.body.style.zoom = (Number(document.body.style.zoom) || 1) + 0.1 * data.size;
  if ("sound" in data) {
    event.preventDefault();
    new Audio(target.href).play();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = document.getElementById("infos");
  if (event.target.id === "infos-texte" && !dialog.open) dialog.showModal();
  if (event.target.id === "etape") (event.target.querySelector(".is-invalid") || event.target).focus();
});
