/* Portail employeur: Select2 on the lists, confirmations in a Bootstrap modal, sound, text size, cookie banner. */
$(function () {
  $.fn.select2.defaults.set('language', 'fr');
  $('select.select2').each(function () {
    $(this).select2({
      width: this.id === 'profil' ? '12em' : '100%',
      placeholder: $(this).data('placeholder'),
      minimumResultsForSearch: $(this).data('search') === 'non' ? Infinity : 0
    });
  });
  $('#profil').on('select2:select', function () { this.form.submit(); });

  var next = null;
  function ask($el, then) {
    next = then;
    $('#confirmation-titre').text($el.data('titre'));
    $('#confirmation .modal-body').text($el.data('confirm'));
    $('#confirmation').modal('show');
  }
  $('a[data-confirm]').on('click', function (e) {
    var href = this.href;
    e.preventDefault();
    ask($(this), function () { window.location.href = href; });
  });
  $('form[data-confirm]').on('submit', function (e) {
    var form = this;
    e.preventDefault();
    ask($(form), function () { form.submit(); });
  });
  $('#confirmation-oui').on('click', function () { $('#confirmation').modal('hide'); if (next) { next(); } });

  $('form.une-fois').on('submit', function () { $(this).find('[type=submit]').prop('disabled', true); });
  $(window).on('pageshow', function () { $('form.une-fois [type=submit]').prop('disabled', false); });

  var sound = null;
  $('#sonore').on('click', function (e) {
    var href = this.href;
    e.preventDefault();
    if (!sound) { sound = new Audio(href); }
    sound.currentTime = 0;
    var started = sound.play();
    if (started) { started.catch(function () { window.location.href = href; }); }
  });

  $('#imprimer').on('click', function () { window.print(); });
  var size = 16;
  $('.taille').on('click', function () {
    size = Math.min(22, Math.max(12, size + 2 * $(this).data('pas')));
    $('html').css('font-size', size + 'px');
  });
  $('.bandeau-cookies').on('submit', function (e) {
    e.preventDefault();
    $.post(this.action, $(this).serialize());
    $(this).slideUp('fast');
  });
});
