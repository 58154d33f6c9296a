// Amélioration progressive : tout fonctionne sans ce fichier.
document.querySelectorAll('[data-show]').forEach(function (box) {
  box.closest('.fr-password').hidden = false;
  box.addEventListener('change', function () { document.getElementById(box.dataset.show).type = box.checked ? 'text' : 'password'; });
});
document.querySelectorAll('[data-copy]').forEach(function (b) {
  if (!navigator.clipboard) return;
  b.hidden = false;
  b.addEventListener('click', function () {
    navigator.clipboard.writeText(document.getElementById(b.dataset.copy).textContent.trim())
      .then(function () { document.getElementById('copie-etat').textContent = 'Code copié.'; });
  });
});
document.querySelectorAll('form[method=post]').forEach(function (f) {
  f.addEventListener('submit', function () { setTimeout(function () { f.querySelectorAll('button[type=submit]').forEach(function (b) { b.disabled = true; }); }, 0); });
});
window.addEventListener('pageshow', function () { document.querySelectorAll('button[type=submit]').forEach(function (b) { b.disabled = false; }); });
document.querySelectorAll('[data-dialog]').forEach(function (a) {
  var d = document.getElementById(a.dataset.dialog);
  if (d && d.showModal) a.addEventListener('click', function (e) { e.preventDefault(); d.showModal(); });
});
document.querySelectorAll('[data-size]').forEach(function (b) {
  b.addEventListener('click', function () { var r = document.documentElement; r.style.fontSize = (parseFloat(getComputedStyle(r).fontSize) + Number(b.dataset.size)) + 'px'; });
});
document.querySelectorAll('[data-print]').forEach(function (b) { b.addEventListener('click', function () { window.print(); }); });
var summary = document.getElementById('resume-erreurs'); if (summary) summary.focus();
