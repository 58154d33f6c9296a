/* portail.js - navigation par panneaux de l'espace personnalisé */
(function () {
  'use strict';
  var courant = document.getElementById('contenu') ? document.getElementById('contenu').getAttribute('data-panneau') : null;
  var message = null, modifie = false, demande = 0;

  function aller(h) { if (location.hash === '#' + h) { router(); } else { location.hash = h; } }
  function indisponible() { afficherMessages($('#contenu'), ['Le service est momentanément indisponible. Veuillez réessayer ultérieurement.']); }

  function afficherMessages(zone, liste, genre) {
    zone.find('.messages').remove();
    if (!liste.length) { return; }
    var h = '<div class="messages ' + (genre || 'refus') + '" role="alert"><ul>';
    liste.forEach(function (m) { h += '<li>' + m + '</li>'; });
    var boite = $(h + '</ul></div>')[0], titre = zone.find('h1,h2')[0];
    if (titre && titre.parentNode) { titre.parentNode.insertBefore(boite, titre.nextSibling); } else { zone[0].insertBefore(boite, zone[0].firstChild); }
  }
  function installer(zone) {
    zone.find('.accordeon').accordion();
    zone.find('.tabs').tabs();
    zone.find('form').bind('submit', function (e) { e.preventDefault(); });
  }
  function charger(nom, suite) {
    var n = ++demande;
    $.ajax({url: 'ajax/panneau.php?p=' + encodeURIComponent(nom), success: function (html, x) {
      if (n !== demande) { return; }
      if (x.getResponseHeader('X-Etape')) {           /* étape non accessible */
        message = {genre: 'refus', textes: [decodeURIComponent(x.getResponseHeader('X-Motif') || '')]};
        location.replace('#' + x.getResponseHeader('X-Etape'));
        return;
      }
      suite(html);
    }, error: indisponible});
  }
  function poser(nom, html) {
    var c = $('#contenu');
    c.html(html).attr('data-panneau', nom);
    courant = nom; modifie = false;
    $('body')[0].className = nom === 'accueil' ? 'page-accueil' : 'page-espace';
    var t = c.find('h1,h2');
    document.title = (t.length ? t.text().replace(/\s*>$/, '') + ' - ' : '') + 'Retraites et solidarité';
    installer(c);
    if (message) { afficherMessages(c, message.textes, message.genre); message = null; }
    window.scrollTo(0, 0);
    var champ = c.find('input[type=text]:not([readonly])');
    if (champ.length && nom !== 'accueil') { champ.focus(); }
  }
  function ouvrirChoix() {
    charger('etape1', function (html) {
      $.dialog.toutFermer(); modifie = false;
      var d = $.dialog({title: 'Codes perdus', html: html, width: 600, close: function () { aller('connexion'); }});
      installer(d.element);
      if (message) { afficherMessages(d.element.find('.ui-dialog-content'), message.textes, message.genre); message = null; }
    });
  }
  function router() {
    var h = decodeURIComponent(location.hash.replace(/^#/, '')) || 'accueil';
    $.dialog.toutFermer();
    if (h === 'etape1') {
      if (courant === 'connexion') { ouvrirChoix(); } else {
        charger('connexion', function (html) { var m = message; message = null; poser('connexion', html); message = m; ouvrirChoix(); });
      }
      return;
    }
    if (h === courant && h === 'connexion' && !message) { return; }
    charger(h, function (html) { poser(h, html); });
  }

  /* ---- contrôles de saisie ---- */
  function erreur(champ, texte) {
    var s = document.getElementById('err-' + champ);
    if (s) { s.textContent = texte; }
    var i = document.getElementById(champ);
    if (i) { $(i)[texte ? 'addClass' : 'removeClass']('en-erreur'); }
    return !!s;
  }
  function valider(form) {
    var bon = true, groupes = {};
    form.find('input,select').each(function () {
      var v = this.value.replace(/^\s+|\s+$/g, ''), r = this.getAttribute('data-regle'), t = '';
      if (this.getAttribute('data-oblig') && !v) { t = 'Ce champ est obligatoire.'; }
      else if (v && r === 'siret' && !/^\d{14}$/.test(v)) { t = 'Le numéro SIRET comporte 14 chiffres.'; }
      else if (v && r === 'majuscules' && v !== v.toUpperCase()) { t = 'Ce numéro doit être saisi en majuscules.'; }
      else if (v && r === 'courriel' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(v)) { t = 'L\'adresse e-mail n\'est pas valide.'; }
      var g = this.getAttribute('data-groupe');
      if (g) { (groupes[g] = groupes[g] || []).push([this.name, v]); }
      if (t) { bon = false; }
      erreur(this.name, t);
    });
    Object.keys(groupes).forEach(function (g) {
      if (groupes[g].every(function (c) { return !c[1]; })) {
        bon = false;
        erreur(groupes[g][0][0], 'Vous devez obligatoirement compléter au moins l\'un de ces deux champs.');
      }
    });
    if (!bon) { var p = form.find('.en-erreur'); p.focus(); }
    return bon;
  }
  function suivre(r) {
    if (r.message) { message = {genre: 'info', textes: [r.message]}; }
    if (/\.php/.test(r.suite)) { window.location.href = r.suite; } else { aller(r.suite); }
  }
  function soumettre(form) {
    var zone = form.closest('.zone,#contenu');
    zone.find('.messages').remove();
    if (form[0].envoi || !valider(form)) { return; }
    form[0].envoi = true;                             /* pas de double envoi */
    $.post(form.attr('data-action'), form.serialize(), function (r) {
      form[0].envoi = false;
      if (r.ok && r.suite) { modifie = false; suivre(r); return; }
      if (r.ok) { form[0].reset(); afficherMessages(zone, [r.message], 'info'); return; }
      var generaux = [];
      r.erreurs.forEach(function (e) { if (!e.champ || !erreur(e.champ, e.message)) { generaux.push(e.message); } });
      if (r.suite) { message = {genre: 'refus', textes: generaux}; aller(r.suite); return; }
      form.find('input[type=password]').val('');
      afficherMessages(zone, generaux);
    }, function () { form[0].envoi = false; indisponible(); });
  }
  function abandonner(de) { $.post('ajax/annuler.php', 'de=' + de, function (r) { modifie = false; suivre(r); }, indisponible); }

  $(function () {
    var doc = $(document);
    doc.delegate('[data-valider]', 'click', function (e) { e.preventDefault(); soumettre($(this).closest('form')); });
    doc.delegate('form[data-action] input', 'keydown', function (e) { if (e.keyCode === 13) { e.preventDefault(); soumettre($(this).closest('form')); } });
    doc.delegate('form[data-action] input, form[data-action] select', 'change', function () { modifie = true; });
    doc.delegate('span[role=button]', 'keydown', function (e) { if (e.keyCode === 13 || e.keyCode === 32) { e.preventDefault(); this.click(); } });
    doc.delegate('a[href="#"]', 'click', function (e) { e.preventDefault(); });

    doc.delegate('[data-aller]', 'click', function (e) { e.preventDefault(); aller(this.getAttribute('data-aller')); });
    doc.delegate('[data-cas]', 'click', function (e) {
      e.preventDefault();
      $.post('ajax/choix.php', 'cas=' + this.getAttribute('data-cas'), suivre, indisponible);
    });
    doc.delegate('[data-annuler]', 'click', function (e) {
      e.preventDefault();
      var de = this.getAttribute('data-annuler');
      if (!modifie) { abandonner(de); return; }
      $.dialog({title: 'Confirmation', html: '<p>Voulez-vous abandonner la démarche en cours ? Les informations saisies seront perdues.</p>',
        width: 400, buttons: [['Oui', function () { abandonner(de); }], ['Non', null]]});
    });
    doc.delegate('[data-terminer]', 'click', function (e) {
      e.preventDefault();
      $.dialog({title: 'Confirmation', html: '<p>Avez-vous bien noté votre code de certification ? Il ne sera plus affiché.</p>', width: 400,
        buttons: [['Oui', function () { $.post('ajax/terminer.php', '', suivre, indisponible); }], ['Non', null]]});
    });
    doc.delegate('[data-cgu]', 'click', function (e) {
      e.preventDefault();
      $.ajax({url: this.getAttribute('data-cgu'), success: function (html) {
        $.dialog({title: 'Conditions générales d\'utilisation', html: html, width: 620, buttons: [['Fermer', null]]});
      }, error: function () { $.dialog({title: 'Erreur', html: '<p>Erreur 404 : le document demandé est introuvable.</p>', width: 360, buttons: [['Fermer', null]]}); }});
    });
    doc.delegate('#icone-son', 'click', function (e) {
      e.preventDefault();
      $('#lecteur').remove();
      var a = document.createElement('audio');
      a.id = 'lecteur'; a.controls = true;
      a.src = this.getAttribute('data-son') + '?t=' + new Date().getTime();
      this.parentNode.appendChild(a);
      var p = a.play(); if (p && p['catch']) { p['catch'](function () {}); }
    });
    doc.delegate('#demander', 'click', function (e) {
      e.preventDefault();
      $.post('ajax/ariane.php', 'q=' + encodeURIComponent($('#ariane-question').val()), function (r) { $('#ariane-reponse').text(r.message); }, indisponible);
    });
    doc.delegate('#ok-recherche', 'click', function (e) { e.preventDefault(); aller('recherche/' + encodeURIComponent($('#mot-cle').val())); });
    doc.delegate('#mot-cle', 'keydown', function (e) { if (e.keyCode === 13) { e.preventDefault(); $('#ok-recherche')[0].click(); } });
    doc.delegate('#imprimer', 'click', function (e) { e.preventDefault(); window.print(); });
    var taille = 100;
    doc.delegate('[data-taille]', 'click', function (e) {
      e.preventDefault(); taille = Math.max(80, Math.min(150, taille + Number(this.getAttribute('data-taille'))));
      document.getElementById('page').style.fontSize = taille + '%';
    });
    doc.delegate('#deconnexion', 'click', function (e) { if (!window.confirm('Voulez-vous vraiment vous déconnecter ?')) { e.preventDefault(); } });

    installer($('#contenu'));
    if ($('#contenu').attr('data-panneau') === 'espace') { return; }
    $(window).bind('hashchange', router);
    if (location.hash && location.hash !== '#accueil') { router(); }
  });
})();
