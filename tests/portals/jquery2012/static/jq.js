/*! jq.js 1.2 - mini bibliothèque maison (sélecteurs, évènements, ajax, dialogue, onglets, accordéon) */
(function (window, document) {
  'use strict';
  function Jq(liste) { this.length = 0; for (var i = 0; i < liste.length; i++) { this[i] = liste[i]; this.length++; } }
  function $(sel, racine) {
    if (typeof sel === 'function') {
      if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', sel, false); } else { sel(); }
      return null;
    }
    if (sel instanceof Jq) { return sel; }
    if (sel && (sel.nodeType || sel === window)) { return new Jq([sel]); }
    if (typeof sel === 'string' && /^\s*</.test(sel)) {
      var d = document.createElement('div'); d.innerHTML = sel; return new Jq(d.children);
    }
    return new Jq((racine || document).querySelectorAll(sel));
  }
  $.fn = Jq.prototype;
  $.fn.each = function (f) { for (var i = 0; i < this.length; i++) { f.call(this[i], i, this[i]); } return this; };
  $.fn.find = function (s) { return this.length ? $(s, this[0]) : new Jq([]); };
  $.fn.bind = function (ev, f) { return this.each(function () { this.addEventListener(ev, f, false); }); };
  $.fn.delegate = function (s, ev, f) {
    return this.each(function () {
      var racine = this;
      racine.addEventListener(ev, function (e) {
        var n = e.target;
        while (n && n !== racine) {
          if (n.nodeType === 1 && n.matches(s)) { return f.call(n, e); }
          n = n.parentNode;
        }
      }, false);
    });
  };
  $.fn.addClass = function (c) { return this.each(function () { this.classList.add(c); }); };
  $.fn.removeClass = function (c) { return this.each(function () { this.classList.remove(c); }); };
  $.fn.hasClass = function (c) { return this.length > 0 && this[0].classList.contains(c); };
  $.fn.html = function (h) { if (h === undefined) { return this[0].innerHTML; } return this.each(function () { this.innerHTML = h; }); };
  $.fn.text = function (t) { if (t === undefined) { return this[0].textContent; } return this.each(function () { this.textContent = t; }); };
  $.fn.attr = function (a, v) { if (v === undefined) { return this.length ? this[0].getAttribute(a) : null; } return this.each(function () { this.setAttribute(a, v); }); };
  $.fn.val = function (v) { if (v === undefined) { return this.length ? this[0].value : ''; } return this.each(function () { this.value = v; }); };
  $.fn.show = function () { return this.each(function () { this.style.display = ''; }); };
  $.fn.hide = function () { return this.each(function () { this.style.display = 'none'; }); };
  $.fn.append = function (n) { var p = this[0]; $(n).each(function () { p.appendChild(this); }); return this; };
  $.fn.remove = function () { return this.each(function () { if (this.parentNode) { this.parentNode.removeChild(this); } }); };
  $.fn.focus = function () { if (this.length) { try { this[0].focus(); } catch (e) {} } return this; };
  $.fn.closest = function (s) { var n = this[0]; while (n && n.nodeType === 1 && !n.matches(s)) { n = n.parentNode; } return new Jq(n && n.nodeType === 1 ? [n] : []); };
  $.fn.serialize = function () {
    var t = [];
    this.find('input,select,textarea').each(function () {
      if (this.name && (this.type !== 'checkbox' || this.checked)) { t.push(encodeURIComponent(this.name) + '=' + encodeURIComponent(this.value)); }
    });
    return t.join('&');
  };

  /* ---- ajax et voile « Chargement... » ---- */
  var enCours = 0;
  function voile(n) { enCours += n; $('#chargement').each(function () { this.style.display = enCours > 0 ? 'block' : 'none'; }); }
  $.ajax = function (o) {
    var x = new XMLHttpRequest();
    voile(1);
    x.open(o.type || 'GET', o.url, true);
    x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    if (o.data !== undefined) { x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8'); }
    x.onreadystatechange = function () {
      if (x.readyState !== 4) { return; }
      voile(-1);
      if (x.status >= 200 && x.status < 300) {
        var r = x.responseText;
        if ((x.getResponseHeader('Content-Type') || '').indexOf('json') > -1) { r = JSON.parse(r); }
        o.success(r, x);
      } else if (o.error) { o.error(x); }
    };
    x.send(o.data === undefined ? null : o.data);
    return x;
  };
  $.post = function (url, data, ok, ko) { return $.ajax({type: 'POST', url: url, data: data || '', success: ok, error: ko}); };

  /* ---- boîte de dialogue modale ---- */
  var pile = [];
  $.dialog = function (o) {
    var n = pile.length + 1, id = 'ui-dialog-title-' + n;
    var fond = $('<div class="ui-widget-overlay"></div>');
    var b = $('<div class="ui-dialog ui-widget" role="dialog" tabindex="-1" aria-labelledby="' + id + '">' +
      '<div class="ui-dialog-titlebar"><span class="ui-dialog-title" id="' + id + '"></span>' +
      '<a href="#" class="ui-dialog-titlebar-close" title="Fermer" role="button">x</a></div>' +
      '<div class="ui-dialog-content"></div><div class="ui-dialog-buttonpane"></div></div>');
    b.find('.ui-dialog-title').text(o.title);
    b.find('.ui-dialog-content').html(o.html);
    if (o.width) { b[0].style.width = o.width + 'px'; b[0].style.marginLeft = -(o.width / 2) + 'px'; }
    fond[0].style.zIndex = 1000 + n * 10; b[0].style.zIndex = 1001 + n * 10;
    var ouvert = true, avant = document.activeElement;
    function fermer(parUtilisateur) {
      if (!ouvert) { return; }
      ouvert = false; fond.remove(); b.remove();
      pile = pile.filter(function (d) { return d !== moi; });
      if (parUtilisateur && o.close) { o.close(); }
      if (avant && document.body.contains(avant)) { $(avant).focus(); }
    }
    var moi = {fermer: fermer, element: b};
    (o.buttons || []).forEach(function (p) {
      var s = $('<span role="button" tabindex="0" class="bouton"></span>').text(p[0]);
      s.bind('click', function () { fermer(false); if (p[1]) { p[1](); } });
      b.find('.ui-dialog-buttonpane').append(s);
    });
    if (!(o.buttons || []).length) { b.find('.ui-dialog-buttonpane').hide(); }
    b.find('.ui-dialog-titlebar-close').bind('click', function (e) { e.preventDefault(); e.stopPropagation(); fermer(true); });
    $('body').append(fond).append(b);
    b[0].style.marginTop = -Math.min(b[0].offsetHeight / 2, 260) + 'px';
    pile.push(moi); b.focus();
    return moi;
  };
  $.dialog.toutFermer = function () { pile.slice().forEach(function (d) { d.fermer(false); }); };
  document.addEventListener('keydown', function (e) {
    if (e.keyCode === 27 && pile.length) { pile[pile.length - 1].fermer(true); }
  }, false);

  /* ---- onglets : ul > li > a[href="#..."] ---- */
  $.fn.tabs = function () {
    return this.each(function () {
      var boite = $(this), liens = boite.find('ul.onglets > li > a');
      function choisir(a) {
        liens.each(function () {
          var actif = this === a;
          this.parentNode.className = actif ? 'actif' : '';
          boite.find(this.getAttribute('href'))[0].style.display = actif ? '' : 'none';
        });
      }
      liens.bind('click', function (e) { e.preventDefault(); choisir(this); });
      if (liens.length) { choisir(liens[0]); }
    });
  };
  /* ---- accordéon : h4 > a puis div ---- */
  $.fn.accordion = function () {
    return this.each(function () {
      var ouvert = this.getAttribute('data-ouvert') === '1';
      $(this).find('h4 > a').each(function () {
        var titre = this.parentNode, corps = titre.nextElementSibling;
        function etat(o) { corps.style.display = o ? '' : 'none'; titre.className = o ? 'ouvert' : 'ferme'; }
        etat(ouvert);
        this.addEventListener('click', function (e) { e.preventDefault(); e.stopPropagation(); etat(corps.style.display === 'none'); }, false);
      });
    });
  };
  window.$ = window.jq = $;
})(window, document);
