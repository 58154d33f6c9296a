/* Améliorations facultatives : tout fonctionne sans ce fichier. */
(function ($) {
  'use strict';

  $('html').removeClass('sans-js');

  // Imprimer
  $('[data-print]').on('click', function () { window.print(); });

  // Cookies
  $('[data-cookies] button').on('click', function (event) {
    event.preventDefault();
    var form = $(this).closest('form');
    var data = form.serializeArray();
    data.push({ name: 'choix', value: this.value });
    $.post(form.attr('action'), data).done(function () {
      $('#bandeau-cookies, .voile-cookies').remove();
      $('body').removeClass('avec-bandeau');
    }).fail(function () { $('#bandeau-cookies, .voile-cookies').remove(); });
  });

  // Afficher le code
  $('[data-eye]').removeClass('d-none').find('button').on('click', function () {
    var input = $('#' + $(this).parent().data('eye'));
    var shown = input.attr('type') === 'text';
    input.attr('type', shown ? 'password' : 'text');
    $(this).attr('aria-pressed', shown ? 'false' : 'true').attr('title', shown ? 'Afficher le code' : 'Masquer le code')
      .find('.sr-only').text(shown ? 'Afficher le code' : 'Masquer le code');
    $(this).find('i').toggleClass('fa-eye fa-eye-slash');
  });

  // Compteur de caractères
  $('[data-counter]').each(function () {
    var input = $(this), max = input.attr('maxlength');
    var text = $('<small class="form-text text-muted"></small>').insertAfter(input.closest('.input-group').length ? input.closest('.input-group') : input);
    function update() { text.text(input.val().length + ' / ' + max + ' caractères'); }
    input.on('input', update);
    update();
  });

  // Force du code
  $('[data-strength]').each(function () {
    var input = $(this);
    var bar = $('<div class="progress mt-1" aria-hidden="true"><div class="progress-bar"></div></div>').insertAfter(input.closest('.input-group'));
    input.on('input', function () {
      var value = input.val(), score = 0;
      if (value.length >= 8) { score += 1; }
      if (value.length >= 12) { score += 1; }
      if (/[a-z]/.test(value) && /[A-Z]/.test(value)) { score += 1; }
      if (/\d/.test(value) && /[A-Za-z]/.test(value)) { score += 1; }
      bar.children().css('width', (score * 25) + '%').attr('class', 'progress-bar ' + ['bg-danger', 'bg-danger', 'bg-warning', 'bg-info', 'bg-success'][score]);
    });
  });

  // Liste améliorée (le select reste dans la page)
  $('select[data-enhance]').each(function () {
    var select = $(this), id = select.attr('id');
    var wrapper = $('<div class="choix"></div>');
    var face = $('<button type="button" class="custom-select choix-affichage" role="combobox" aria-haspopup="listbox" aria-expanded="false"></button>')
      .attr('aria-labelledby', id + '_etiquette ' + id + '_affichage').attr('id', id + '_affichage').toggleClass('is-invalid', select.hasClass('is-invalid'));
    var list = $('<div class="choix-liste d-none"><input type="text" class="form-control form-control-sm" aria-label="Filtrer les questions" autocomplete="off"><ul role="listbox"></ul></div>');
    var filter = list.find('input'), items = list.find('ul').attr('id', id + '_liste');
    face.attr('aria-controls', id + '_liste');
    $('label[for="' + id + '"]').attr('id', id + '_etiquette').on('click', function (event) { event.preventDefault(); face.trigger('focus'); });
    select.addClass('choix-cache').attr('tabindex', '-1').attr('aria-hidden', 'true').after(wrapper);
    wrapper.append(face, list);
    function show() { face.text(select.find('option:selected').text()); }
    function close() { list.addClass('d-none'); face.attr('aria-expanded', 'false'); }
    function fill() {
      var word = filter.val().toLowerCase();
      items.empty();
      select.find('option').each(function () {
        if (this.value && this.text.toLowerCase().indexOf(word) >= 0) {
          $('<li role="option"></li>').text(this.text).data('value', this.value).attr('aria-selected', this.selected ? 'true' : 'false').toggleClass('vise', this.selected).appendTo(items);
        }
      });
    }
    function choose(item) { if (item.length) { select.val(item.data('value')).trigger('change'); } close(); face.trigger('focus'); }
    face.on('click', function () {
      if (!list.hasClass('d-none')) { close(); return; }
      filter.val(''); fill(); list.removeClass('d-none'); face.attr('aria-expanded', 'true'); filter.trigger('focus');
    });
    filter.on('input', fill).on('keydown', function (event) {
      var current = items.children('.vise').first(), next;
      if (event.key === 'Escape') { close(); face.trigger('focus'); }
      if (event.key === 'Enter') { event.preventDefault(); choose(current.length ? current : items.children().first()); }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        next = event.key === 'ArrowDown' ? (current.length ? current.next() : items.children().first()) : current.prev();
        if (next.length) { items.children().removeClass('vise'); next.addClass('vise'); next[0].scrollIntoView({ block: 'nearest' }); }
      }
    });
    items.on('click', 'li', function () { choose($(this)); });
    select.on('change', show);
    $(document).on('click', function (event) { if (!wrapper[0].contains(event.target)) { close(); } });
    show();
  });

  // Fenêtre de confirmation
  var modal = $('#confirmation'), agreed = null;
  function ask(element, then) {
    $('#confirmation-titre').text(element.data('confirm-title') || 'Confirmation');
    modal.find('.modal-body').text(element.data('confirm'));
    modal.find('[data-ok]').text(element.data('confirm-ok') || 'Oui');
    modal.find('.modal-footer [data-dismiss]').text(element.data('confirm-no') || 'Non');
    agreed = then;
    modal.modal('show');
  }
  modal.find('[data-ok]').on('click', function () {
    var then = agreed;
    agreed = null;
    modal.modal('hide');
    if (then) { then(); }
  });
  $('a[data-confirm]').on('click', function (event) {
    var link = this;
    event.preventDefault();
    ask($(link), function () { window.location.href = link.href; });
  });
  var pressed = null;
  $('form[data-confirm] button[type=submit]').on('click', function () { pressed = this; });
  $('form[data-confirm]').on('submit', function (event) {
    var form = this, complete = true, button = pressed;
    pressed = null;
    if (button && button.name) { return; }
    $(form).find('[required]').each(function () { if (this.type !== 'radio' && !$.trim($(this).val())) { complete = false; } });
    if (!complete) { return; }        // le serveur indique les champs à compléter
    event.preventDefault();
    ask($(form), function () {
      $(form).find('button[type=submit]').prop('disabled', true);
      form.submit();
    });
  });

  // Version sonore : écoute dans la page
  $('a[data-audio]').on('click', function (event) {
    if (!window.Audio) { return; }
    event.preventDefault();
    var link = this;
    new Audio(link.href).play().catch(function () { window.location.href = link.href; });
  });

  // Fin de session
  var seconds = parseInt($('body').data('session-seconds'), 10);
  if (seconds > 180 && $('form[method=post]').not('[data-cookies]').length) {
    var warn = function () {
      modal.data('session', true);
      ask($('<span></span>').data({ confirm: 'Votre session va expirer dans deux minutes. Voulez-vous la prolonger ?', 'confirm-title': 'Session', 'confirm-ok': 'Prolonger', 'confirm-no': 'Fermer' }), function () {
        $.get($('body').data('keep-alive'));
        window.setTimeout(warn, (seconds - 120) * 1000);
      });
    };
    window.setTimeout(warn, (seconds - 120) * 1000);
  }
}(jQuery));
