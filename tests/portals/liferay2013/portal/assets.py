"""Feuilles, scripts et images servis sous /espaceperso-theme/."""
import struct
import zlib

from config import var


def png(rows, color):
    """Petite image : « # » en couleur, le reste transparent."""
    width = max(len(r) for r in rows)
    raw = b"".join(b"\0" + b"".join(bytes(color) + b"\xff" if c == "#" else b"\0\0\0\0"
                                    for c in r.ljust(width)) for r in rows)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


STAR = ["   #   ", "#  #  #", " # # # ", "  ###  ", " # # # ", "#  #  #", "   #   "]
HELP = ["  #####  ", " #     # ", "# #####  #"[:9], "#    # # ", "#   ##  #", "#   #   #", "#       #", "#   #   #", " #     # ",
        "  #####  "]
SOUND = ["    #    ", "   ##  # ", "#### #  #", "#### # ##", "#### #  #", "   ##  # ", "    #    "]
IMAGES = {
    "/espaceperso-theme/images/forms/required.png": png(STAR, (190, 0, 0)),
    "/espaceperso-theme/images/forms/required_or.png": png([r + " " + r for r in STAR], (190, 0, 0)),
    "/espaceperso-theme/images/portlet/help.png": png(HELP, (0, 90, 150)),
    "/espaceperso-theme/images/portlet/sound.png": png(SOUND, (0, 90, 150)),
    "/favicon.ico": png(["########"] * 8, (160, 20, 30)),
}

CSS = """
html{font-size:100%} body{margin:0;font:13px/20px "Helvetica Neue",Helvetica,Arial,sans-serif;color:#333;background:#e9edf0}
body.taille-moins{font-size:11px} body.taille-plus{font-size:16px;line-height:24px}
a{color:#05609c} a:hover{color:#033c62}
.hide-accessible,.aui-helper-hidden-accessible{position:absolute!important;clip:rect(1px,1px,1px,1px);width:1px;height:1px;overflow:hidden}
.hide{display:none}
#wrapper{width:1040px;margin:0 auto;background:#fff;padding:0 15px;box-shadow:0 0 6px #999;position:relative}
.dockbar{background:#2b2f33;color:#ddd;overflow:hidden;padding:5px 10px;margin:0 -15px}
.dockbar ul{list-style:none;margin:0;padding:0} .dockbar li{float:left;margin-right:18px} .dockbar .user-links{float:right}
.dockbar a{color:#fff}
#banner{overflow:hidden;padding:12px 0;border-bottom:4px solid #a0141e}
#banner .logo{float:left;font-weight:bold;font-size:20px;color:#a0141e;text-decoration:none}
#banner .site-title{float:left;margin:0 0 0 30px;font-size:18px;line-height:22px}
#banner .site-title span{display:block;font-size:13px;color:#666}
#banner .outils{float:right}
#navigation ul{list-style:none;margin:0;padding:0;overflow:hidden;background:#05609c}
#navigation li{float:left} #navigation a{display:block;padding:7px 14px;color:#fff;text-decoration:none}
#navigation .selected a{background:#033c62}
.breadcrumbs{list-style:none;margin:8px 0;padding:6px 10px;background:#f5f5f5} .breadcrumbs li{display:inline}
.divider{color:#999;padding:0 5px}
.row-fluid{overflow:hidden} .portlet-column{float:left;margin-left:2%} .portlet-column-first{margin-left:0}
.span3{width:23%} .span6{width:50%} .span9{width:73%} .span12{width:100%}
.portlet{border:1px solid #cfd6da;margin:0 0 14px} .portlet-topper{background:#eef2f4;border-bottom:1px solid #cfd6da;padding:4px 8px}
.portlet-title{font-size:13px;line-height:20px;margin:0;color:#05609c} .portlet-content{padding:8px 10px}
.portlet-msg-error,.alert-error{background:#fdd;border:1px solid #f00;color:#900;padding:6px 10px;margin:4px 0 12px}
.portlet-msg-success{background:#dfd;border:1px solid #396;padding:6px 10px;margin:4px 0 12px}
.portlet-msg-info{background:#dff4ff;border:1px solid #a7cedf;padding:6px 10px;margin:4px 0 12px}
.portlet-msg-alert{background:#ffc;border:1px solid #fc0;padding:6px 10px;margin:4px 0 12px}
fieldset{min-width:0;border:0;border-top:1px solid #ddd;margin:0 0 10px;padding:6px 0} legend{white-space:normal;max-width:100%;box-sizing:border-box;font-weight:bold;padding-right:8px;color:#05609c}
.control-group{margin:0 0 9px;overflow:visible} .control-group:after{content:"";display:table;clear:both} .control-label{display:block;font-weight:bold} .controls{position:relative}
.form-horizontal .control-label{float:left;width:170px;text-align:right} .form-horizontal .controls{margin-left:182px}
input[type=text],input[type=password],select{box-sizing:border-box;border:1px solid #bbb;border-radius:3px;padding:3px 5px;max-width:95%;font:inherit}
input[readonly]{background:#eee} .error input,.error select{border-color:#b94a48} .error .control-label{color:#b94a48}
.help-inline{color:#b94a48;display:block} .help-block{color:#666;font-size:12px;display:block}
.label-required{display:inline-block;width:9px;height:9px;background:url(/espaceperso-theme/images/forms/required.png) no-repeat}
.label-required-or{display:inline-block;width:17px;height:9px;background:url(/espaceperso-theme/images/forms/required_or.png) no-repeat}
.taglib-icon-help{position:relative;cursor:help} .taglib-icon-help:hover .tooltip-text,.taglib-icon-help:focus .tooltip-text
{clip:auto;width:260px;height:auto;left:18px;top:-4px;background:#ffd;border:1px solid #cc9;padding:5px;z-index:9;font-size:12px}
.btn{display:inline-block;border:1px solid #bbb;border-radius:4px;background:#f2f2f2;background:linear-gradient(#fff,#e6e6e6);padding:4px 12px;
 font:inherit;color:#333;text-decoration:none;cursor:pointer} .btn-primary{background:#05609c;color:#fff;border-color:#033c62}
.button-holder{border-top:1px solid #ddd;padding:10px 0} .bouton-espace{font-weight:bold}
.cadre-certification{border:2px solid #a0141e;text-align:center;font:bold 26px/44px "Courier New",monospace;letter-spacing:4px;margin:10px 40px}
.cadre-certification .case{border:1px solid #999;padding:2px 5px;margin:1px}
.bloc-choix{border:1px solid #ddd;margin:0 0 10px;padding:6px 10px} .bloc-choix h3{margin:0;font-size:14px}
.news-date,.note{color:#666;font-size:12px} .table{border-collapse:collapse;width:100%} .table td,.table th{border:1px solid #ddd;padding:4px 6px;text-align:left}
.etapes{list-style:none;margin:0 0 10px;padding:0;overflow:hidden} .etapes li{float:left;padding:3px 10px;background:#eee;margin-right:3px} .etapes .actif{background:#05609c;color:#fff}
.portlet-column-menu ul{padding-left:18px;margin:4px 0}
#footer{border-top:1px solid #ccc;margin-top:10px;padding:10px 0;color:#666;font-size:12px;overflow:hidden} #footer ul{list-style:none;margin:0;padding:0} #footer li{display:inline;margin-right:14px}
.taglib-language{float:right} .cookies-banner{background:#333;color:#fff;padding:8px 15px;margin:0 -15px} .cookies-banner a{color:#9cf}
.popup-alert-notice{position:fixed;top:0;left:0;right:0;background:#ffc;border-bottom:1px solid #fc0;padding:8px;text-align:center;z-index:99}
.skip a{position:absolute;left:-999em} .skip a:focus{left:10px;top:5px;background:#fff;padding:4px;z-index:99}
@media print{.dockbar,#navigation,.cookies-banner,#footer,#column-1,#column-3{display:none}}
"""
CSS_SOBRE = """
body{font-family:Georgia,"Times New Roman",serif;background:#fff;color:#222} #wrapper{box-shadow:none;border-left:1px solid #ddd;border-right:1px solid #ddd}
#banner{border-color:#44546a} #banner .logo,.cadre-certification{color:#44546a;border-color:#44546a} #navigation ul,.btn-primary{background:#44546a}
.portlet{border:0;border-bottom:1px dotted #999} .portlet-topper{background:none;border:0} .portlet-title,legend{color:#44546a}
"""

AUI = r"""/* AUI 1.x, modules du portail : aui-base, aui-form-validator */
(function (w, d) {
  'use strict';
  var A = {};
  function text(node, value) { while (node.firstChild) { node.removeChild(node.firstChild); } node.appendChild(d.createTextNode(value)); }
  function up(node, name) { while (node && (' ' + node.className + ' ').indexOf(' ' + name + ' ') < 0) { node = node.parentNode; } return node; }
  A.one = function (s) { return d.querySelector(s); };
  A.FormValidator = function (cfg) {
    var form = A.one(cfg.boundingBox), rules = cfg.rules, strings = cfg.fieldStrings || {};
    if (!form) { return; }
    form.setAttribute('novalidate', 'novalidate');
    function value(name) { var f = form.elements[name]; return f ? String(f.value).replace(/^\s+|\s+$/g, '') : ''; }
    function check(name) {
      var rule = rules[name], v = value(name), i, some;
      if (rule.required && !v) { return 'required'; }
      if (rule.digits && v && !/^[0-9]+$/.test(v)) { return 'digits'; }
      if (rule.rangeLength && v && (v.length < rule.rangeLength[0] || v.length > rule.rangeLength[1])) { return 'rangeLength'; }
      if (rule.equalTo && v !== value(rule.equalTo)) { return 'equalTo'; }
      if (rule.auMoinsUn) {
        some = !!v;
        for (i = 0; i < rule.auMoinsUn.length; i++) { some = some || !!value(rule.auMoinsUn[i]); }
        if (!some) { return 'auMoinsUn'; }
      }
      return null;
    }
    function show(name, failed) {
      var f = form.elements[name], group = up(f, 'control-group'), old = group && group.querySelector('.form-validator-stack'), s, m;
      if (old) { old.parentNode.removeChild(old); }
      if (!group) { return; }
      group.className = group.className.replace(/ error\b/g, '') + (failed ? ' error' : '');
      if (failed) { f.setAttribute('aria-invalid', 'true'); } else { f.removeAttribute('aria-invalid'); }
      if (!failed) { return; }
      s = d.createElement('div'); s.className = 'form-validator-stack help-inline';
      m = d.createElement('div'); m.className = failed; m.setAttribute('role', 'alert');
      text(m, (strings[name] && strings[name][failed]) || A.FormValidator.STRINGS[failed]);
      s.appendChild(m); f.parentNode.appendChild(s);
    }
    form.addEventListener('submit', function (event) {
      var name, failed, first = null;
      for (name in rules) {
        if (rules.hasOwnProperty(name)) {
          failed = check(name); show(name, failed);
          if (failed && !first) { first = form.elements[name]; }
        }
      }
      if (first) { event.preventDefault(); first.focus(); }
    }, false);
  };
  A.FormValidator.STRINGS = {
    required: 'Ce champ est obligatoire.', digits: 'Veuillez entrer uniquement des chiffres.',
    rangeLength: 'La longueur de la saisie est incorrecte.', equalTo: 'Les deux saisies sont différentes.',
    auMoinsUn: "Vous devez obligatoirement compléter au moins l'un de ces deux champs."
  };
  w.AUI = function () {
    return { use: function () {
      var run = arguments[arguments.length - 1];
      if (d.readyState === 'loading') { d.addEventListener('DOMContentLoaded', function () { run(A); }, false); } else { run(A); }
    } };
  };
}(window, document));
"""

LIFERAY = r"""/* Liferay.Session, bandeau des cookies, impression */
var Liferay = window.Liferay || {};
Liferay.Session = {
  init: function (cfg) {
    var left, box, timer, end = new Date().getTime() + cfg.sessionLength * 60000, title = document.title;
    function close() { if (box) { box.parentNode.removeChild(box); box = null; } document.title = title; }
    function get(url) { var x = new XMLHttpRequest(); x.open('GET', url, true); x.send(null); }
    function extend() { get('/c/portal/extend_session'); end = new Date().getTime() + cfg.sessionLength * 60000; close(); }
    function two(n) { return (n < 10 ? '0' : '') + n; }
    function tick() {
      left = Math.round((end - new Date().getTime()) / 1000);
      if (left <= 0) {
        window.clearInterval(timer);
        if (box) { box.innerHTML = 'Attention ! En raison d\'un manque d\'activité, votre session a expiré. Veuillez enregistrer toutes les données saisies avant de rafraîchir la page.'; }
        get('/c/portal/expire_session'); return;
      }
      if (left <= cfg.sessionWarning * 60) {
        if (!box) { box = document.createElement('div'); box.className = 'popup-alert-notice'; box.setAttribute('role', 'alert'); document.body.appendChild(box); }
        box.innerHTML = 'Attention ! En raison d\'un manque d\'activité, votre session expirera dans <span class="countdown">' +
          two(Math.floor(left / 60)) + ':' + two(left % 60) + '</span>. <button type="button" class="popup-alert-close btn">Prolonger</button>';
        box.getElementsByTagName('button')[0].onclick = extend;
        document.title = two(Math.floor(left / 60)) + ':' + two(left % 60) + ' | ' + title;
      }
    }
    timer = window.setInterval(tick, 1000);
  }
};
(function () {
  function ready() {
    var ok = document.getElementById('cookiesBannerOk'), print = document.getElementById('lienImprimer');
    if (ok) { ok.onclick = function () { var x = new XMLHttpRequest(); x.open('GET', this.href, true); x.send(null); this.parentNode.parentNode.style.display = 'none'; return false; }; }
    if (print) { print.onclick = function () { window.print(); return false; }; }
  }
  if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', ready, false); } else { ready(); }
}());
"""


def lookup(path):
    """→ (type, octets) ou None."""
    if path in IMAGES:
        return "image/png", IMAGES[path]
    if path == "/espaceperso-theme/css/main.css":
        return "text/css; charset=UTF-8", (CSS + (CSS_SOBRE if var("theme-sobre") else "")).encode()
    if path == "/html/js/aui/aui-min.js":
        return "text/javascript; charset=UTF-8", AUI.encode()
    if path == "/html/js/liferay/portal.js":
        return "text/javascript; charset=UTF-8", LIFERAY.encode()
    if path == "/robots.txt":
        return "text/plain; charset=UTF-8", b"User-agent: *\nDisallow: /group/\nDisallow: /c/\n"
    return None
