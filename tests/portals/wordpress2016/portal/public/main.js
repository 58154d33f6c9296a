/* Thème CDC Retraites - scripts du thème */
(function () {
  function all(sel) { return Array.prototype.slice.call(document.querySelectorAll(sel)); }
  function on(sel, ev, fn) { all(sel).forEach(function (el) { el.addEventListener(ev, function (e) { fn.call(el, e); }); }); }
  function cookie(name, value) { document.cookie = name + '=' + value + '; path=/; max-age=31536000'; }

  // outils : impression, taille des caractères, bandeau cookies, menu mobile
  on('.print', 'click', function (e) { e.preventDefault(); window.print(); });
  function zoom(step) { return function (e) {
    e.preventDefault();
    var size = Math.max(80, Math.min(150, (parseInt(document.documentElement.style.fontSize, 10) || 100) + step));
    document.documentElement.style.fontSize = size + '%';
    cookie('taille', size);
  }; }
  on('.smaller', 'click', zoom(-10));
  on('.bigger', 'click', zoom(10));
  on('.cookie-ok', 'click', function (e) { e.preventDefault(); cookie('cookies_ok', 1); all('#cookie-notice')[0].style.display = 'none'; });
  on('.menu-toggle', 'click', function () {
    var nav = document.getElementById('primary-menu'), open = nav.className.indexOf('toggled') < 0;
    nav.className = 'main-navigation' + (open ? ' toggled' : '');
    this.setAttribute('aria-expanded', open);
  });

  // diaporama de la page d'accueil
  var slides = all('.slider .slide'), current = 0;
  function show(n) { if (slides.length) { slides[current].classList.remove('active'); current = (n + slides.length) % slides.length; slides[current].classList.add('active'); } }
  on('.slider .next', 'click', function (e) { e.preventDefault(); show(current + 1); });
  on('.slider .prev', 'click', function (e) { e.preventDefault(); show(current - 1); });
  if (slides.length) setInterval(function () { show(current + 1); }, 6000);

  // formulaires envoyés sans rechargement de la page
  on('form[data-ajax]', 'submit', function (e) {
    e.preventDefault();
    var form = this, xhr = new XMLHttpRequest(), box = form.querySelector('.wpcf7-response-output');
    if (!box) { box = document.createElement('div'); form.appendChild(box); }
    box.className = 'wpcf7-response-output wpcf7-display-none';
    Array.prototype.slice.call(form.querySelectorAll('.wpcf7-not-valid-tip')).forEach(function (t) { t.parentNode.removeChild(t); });
    form.classList.add('sending');
    xhr.open('POST', form.getAttribute('data-ajax'));
    xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    xhr.onload = function () {
      var r = {};
      form.classList.remove('sending');
      try { r = JSON.parse(xhr.responseText); } catch (x) { r = {status: 'failed', message: 'Erreur lors de l\'envoi. Veuillez réessayer.', invalids: []}; }
      if (r.redirect) { window.location.href = r.redirect; }
      r.invalids.forEach(function (i) {
        var tip = document.createElement('span');
        tip.className = 'wpcf7-not-valid-tip'; tip.setAttribute('role', 'alert'); tip.textContent = i.message;
        form.elements[i.name].parentNode.appendChild(tip);
      });
      box.textContent = r.message;
      box.setAttribute('role', 'alert');
      box.className = 'wpcf7-response-output ' + (r.status === 'mail_sent' ? 'wpcf7-mail-sent-ok' : 'wpcf7-validation-errors');
      if (r.status === 'mail_sent' && !r.redirect) form.reset();
    };
    xhr.send(new FormData(form));
  });
})();
