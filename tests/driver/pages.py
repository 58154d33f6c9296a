"""Bodies of the test portal's fixed pages; the path is the name in lower case."""

FORMS = """
<h1>Formulaires</h1>
<form action="/echo" method="post">
<p><label>Nom * : <input name="nom" value="vieux" maxlength="10"></label>
<p><label>Prénom : <input name="prénom"></label>
<p><label>Secret : <input type="password" name="secret"></label>
<input type="hidden" name="jeton" value="a&amp;b=c d">
<p><label>Question : <select name="question"><option value="q1">Nom de jeune fille de votre
 mère ?</option><option value="q2" selected>Ville de naissance ?</option>
 <option disabled>Interdite</option></select></label>
<p><label><input type="checkbox" name="cgu" value="oui"> J’accepte</label>
<label><input type="checkbox" name="lettre" checked> La lettre</label>
<p><label><input type="radio" name="civ" value="M" checked> Monsieur</label>
<label><input type="radio" name="civ" value="Mme"> Madame</label>
<p><label>Remarque : <textarea name="remarque">
première ligne
seconde</textarea></label>
<input name="mort" value="x" disabled>
<fieldset disabled><legend>Fermé <input name="légende" value="vif"></legend>
<input name="fermé" value="x"></fieldset>
<input type="file" name="pièce">
<button name="action" value="valider">Valider</button>
<button name="action" value="annuler">Annuler</button>
<input type="reset" value="Effacer">
<input type="image" name="carte" src="/none.png" alt="Carte" width="20" height="20">
</form>"""

GET = """<form action="/echo?perdu=1#ancre">
<label>Mot : <input name="mot" value="é à+b&amp;c~*"></label>
<input type="submit" value="Chercher"></form>"""

MULTIPART = """<form action="/echo" method="post" enctype="multipart/form-data">
<label>Nom : <input name='n"om' value="Zoé"></label><input type=file name=f>
<textarea name=t>a
b</textarea><button>Envoyer</button></form>"""

PLAINFORM = """<form action="/echo" method="post" enctype="text/plain">
<input name=a value="1 2"><input name=b value="é"><button>Envoyer</button></form>"""

LATIN = """<form action="/echo" method="post"><label>Nom : <input name="nom"></label>
<input type=hidden name=_charset_><button>Envoyer</button></form>"""

ACCEPT = """<form action="/echo" method="post" accept-charset="unknown iso-8859-1">
<label>Nom : <input name="nom"></label><button>Envoyer</button></form>"""

TABLE = """<table><form action="/echo" method="post"><tr><td>Numéro SIRET * :</td>
<td><input name="siret"></td></tr><tr><td>Numéro BCR ** :</td><td><input name="bcr"></td></tr>
<tr><td><input type="submit" name="ok" value="rechercher"></td></tr></form></table>
<form action="/echo?autre"><input name="autre"><button>Autre</button></form>"""

OUTSIDE = """<input name="avant" value="1" form="loin">
<form id="loin" action="/echo" method="post"><input name="dedans" value="2"></form>
<button form="loin" name="b" value="3" formaction="/echo?par=bouton">Dehors</button>"""

MANY = """<form action="/echo" method="post"><select multiple name="m" size=3>
<option selected>un<option>deux<option selected value=3>trois</select>
<select name="v"><option>premier<option>second</select><button>Envoyer</button></form>"""

BASED = """<base href="/sous/dossier/">
<form action="../../echo"><button name=x value=y>ok</button></form>
<a href="../../echo?lien">lien</a>"""

LINKS = """<h1>Liens</h1>
<p><a href="/echo?simple">simple</a>
<p><a href="/echo?blank" target="_blank">fenêtre</a>
<p><a href="/echo?named" target="aide">nommée</a>
<p><a href="javascript:window.open('/echo?popup','aide','width=300')">popup</a>
<p><a href="#" onclick="window.open('/echo?onclick'); return false">popup au clic</a>
<p><a href="/echo?own" onclick="window.open(this.href,'aide');return false;">sa propre adresse</a>
<p><a href="javascript:location.href='/echo?lieu'">lieu</a>
<p><a href="#" onclick="document.forms[0].submit(); return false;">envoyer</a>
<p><a href="javascript:document.forms['f'].submit()">envoyer par nom</a>
<p><a href="javascript:document.f.h.value='l\\'autre';document.f.submit()">envoyer autrement</a>
<p><a href="javascript:document.getElementById('h').value='2';document.f.submit()">par id</a>
<details><summary>Plus ?</summary><details><summary>Encore</summary>
<a href="/echo?fold">plié</a></details></details>
<p><a href="#plus">plus bas</a>
<p><a href="javascript:void(0)">rien</a>
<p><a href="/no-content">sans contenu</a>
<p><a href="/see-other">redirigé</a>
<p><a href="/dropped">coupé</a>
<p><a href="/echo?accentué=é à">accents</a>
<form name="f" action="/echo" method="post"><input type="hidden" name="h" id="h" value="1"></form>
<p id=plus>Plus bas"""

POST_BACK = """<form name="aspnetForm" method="post" action="/echo">
<input type="hidden" name="__EVENTTARGET" value="">
<input type="hidden" name="__EVENTARGUMENT" value="">
<input type="hidden" name="__VIEWSTATE" value="dDw="><label>Nom <input name="nom"></label>
<input type="submit" value="Chercher" onclick="this.form.__VIEWSTATE.value='x'"></form>
<script>function __doPostBack(eventTarget, eventArgument) {
var f = document.forms["aspnetForm"];
f.__EVENTTARGET.value = eventTarget; f.__EVENTARGUMENT.value = eventArgument; f.submit(); }</script>
<p><a href="javascript:__doPostBack('ctl00$Suite','a')">suite</a>
<p><a id="b" href="#" onclick="__doPostBack('ctl00$Autre','');return false;">autre</a>"""
HANDED = """<script>function ouvrir(adresse) { window.open(adresse, 'f', 'width=300'); }</script>
<p><a href="/echo?remise" onclick="ouvrir(this.href); return false;">remise</a>"""
CLICKING = """<p><button onclick="document.getElementById('c').click()">par id</button>
<p><a href="#" onclick="document.g.c.click(); return false">par nom</a>
<p><a href="javascript:document.querySelector('#l').click()">un lien</a>
<p><button type="button" onclick="document.getElementById('by').click()">par un autre</button>
<p><button type="button" id="by" onclick="document.getElementById('c').click()">autre</button>
<form name="g" action="/echo" method="post">
<input type="submit" id="c" name="c" value="Envoyer"></form><a id="l" href="/echo?lien">lien</a>"""
CLOSING = """<p>Petite fenêtre</p><a href="javascript:window.close()">fermer</a>"""
RETURNING = """<p>Petite fenêtre</p>
<a href="#" onclick="opener.location='/echo?rendu'; window.close(); return false">rendre</a>"""
OPENER = """<p>Grande fenêtre</p><a href="javascript:window.open('/returning')">demander</a>
<a href="javascript:window.open('/closing')">ouvrir</a>"""

LOSSES = """<h1>Pertes</h1><p><a href="/lost/2">perdue</a>
<p><a href="/lost/2" target="_blank">perdue ailleurs</a>
<form method=post action=/then-lost><button>Envoyer</button></form>
<form action=/lost/1><button>Par GET</button></form>
<form method=post action=/lost/1><button>Par POST</button></form>"""
SILENT_FRAME = """<p>autour</p><iframe src="/hang"></iframe>"""
SILENT_HIDDEN_FRAME = """<p>autour</p><iframe src="/hang" style="display: none"></iframe>"""
LOST_FRAME = """<p>autour</p><iframe src="/lost/2"></iframe>"""

STRUCK = """<style>.was, li.done { text-decoration: line-through red }
.was { color: gray } ins, .kept { text-decoration: underline } del.plain { text-decoration: none }
@media (max-width: 600px) { h1 { text-decoration: line-through } }</style>
<h1>Prix</h1><p><span class=was>3,50 €</span> 2,80 €</p><p class=was>Livraison <b>payante</b></p>
<p style="text-decoration-line: line-through">5,00 €</p><ul><li class=done>Fait<li>À faire</ul>
<p><del>1,00 €</del> <ins>2,00 €</ins> <del class=plain>gardé</del> <s><i class=kept>ôté</i></s></p>
"""
SHOWN_AGAIN = """<style>.off { visibility: hidden } .on { visibility: visible }
.drawn { display: block } @media not print { .gone { display: none } }
:root { --d: none } .by-variable { display: var(--d) } .list { & .nested { display: none } }
@layer low { #layered { display: none } } #layered { display: block }</style>
<style type=text/plain>p { display: none }</style>
<link rel=stylesheet href="data:text/css,.by-data{display:none}">
<div class=off>caché <b class=on>vu <i class=off>caché <u class=on>revu</u></i></b> caché</div>
<table class=off><tr class=on><td>ligne</td></tr><tr><td>caché</td></tr></table>
<div class=off hidden><b class=on>caché</b></div>
<p hidden class=drawn>montré</p><div popover>caché</div><div popover class=drawn>montré aussi</div>
<details><summary>titre</summary><summary>caché</summary><p class=drawn>caché</p></details>
<p class=gone>caché</p><p class=by-variable>caché</p><p class=by-data>caché</p>
<p id=layered>en couche</p><div class=list><p class=nested>caché</p></div>
<p class=gone style="display: revert">rendu</p>"""
META = """<meta http-equiv="refresh" content="0; url=/echo?from=meta"><p>un instant"""
SLOWMETA = """<meta http-equiv="refresh" content="60; url=/echo?from=meta"><p>une minute"""

FRAMES = """<h1>Dehors</h1><iframe name="cadre" src="/inframe" width=400 height=200></iframe>
<p>Après le cadre</p><p><a href="/echo?vers" target="cadre">vers le cadre</a></p>"""
INFRAME = """<h2>Dedans</h2><form action="/echo" method="post">
<label>Nom : <input name="nom"></label>
<button>Envoyer</button></form><p><a href="/echo?self">ici</a></p>
<p><a href="/echo?top" target="_top">partout</a></p>"""

PROTOTYPE = """<script>
Array.prototype.toJSON = function () { return "non"; };
Object.prototype.toJSON = function () { return "non"; };
JSON.stringify = function () { return "{}"; };
Node.prototype.appendChild = function () { throw new Error("non"); };
Element.prototype.getAttribute = function () { return "faux"; };
Array.prototype.map = Array.prototype.push = function () { return "faux"; };
document.querySelectorAll = document.getElementById = function () { return []; };
window.Map = window.Promise = window.setTimeout = undefined;
</script><h1>Prototype</h1><form action="/echo" method="post"><label>Nom : <input name="nom">
</label><input type="hidden" name="elements" value="e"><input type=hidden name=attributes value=a>
<input type=hidden name=childNodes value=c><input type=hidden name=submit value=s>
<button>Envoyer</button></form>"""

HOSTILE = """<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><p data-cp-hidden="1" data-cp-ref="1">
Texte &amp; "guillemets" 'apostrophes' &#8232; fin</p><img name=body><img name=documentElement>
<p>]]&gt; --&gt; \\u003c ${x} {{y}}</p>"""

REQUIRED = """<form action="/echo" method="post">
<label>Nom : <input name="nom" required></label>
<label>Courriel : <input name="courriel" type="email"></label>
<label>Code : <input name="code" pattern="[A-Z]{3}"></label>
<button>Envoyer</button><button formnovalidate name=annuler value=1>Annuler</button></form>"""

SCRIPTED = """<p><a href="javascript:calculer(3); valider()">calculer</a>"""

HANDLED = """<h1>Scripts</h1>
<p><a href="#" onclick="setTimeout(function () { location.href = '/echo?tard' }, 10)">tard</a>
<p><a href="javascript:void(setTimeout(function () { document.forms[0].submit(); }, 90))">envoyer
plus tard</a><form action="/echo"><input type=hidden name=tard value=1></form>
<p><a href="/echo?empêché" onclick="event.preventDefault()">empêché</a>
<p><button id=b onclick="this.parentNode.insertAdjacentHTML('afterend', '<p>ajouté')">ajouter
</button>
<p><button onclick="alert('Attention'); confirm('Sûr ?') && prompt('Nom ?', 'Zoé')">demander
</button>
<p><button onclick="fetch('/late-data').then(r => r.text()).then(t => document.title = t)">
chercher</button>
<p><a href="/sound" download>télécharger</a><p><a href="/sound">son</a>"""

KEYED = """<h1>Clavier</h1><script>
addEventListener('DOMContentLoaded', function () {
  var f = document.querySelector('input'), o = document.querySelector('output'), seen = {};
  ['focus', 'input', 'keyup', 'change', 'blur'].forEach(function (type) {
    f.addEventListener(type, function () { seen[type] = 1; o.textContent = Object.keys(seen); });
  });
});
</script><label>Nom : <input></label><p><output></output><p><button>ailleurs</button>"""

COVERED = """<div style="position:fixed;inset:0;background:#fff8" id=voile></div>
<button>caché dessous</button><button style="display:none">absent</button>
<button disabled>éteint</button><div style="height:3000px"></div>
<button style="position:relative;z-index:9">tout en bas</button>"""

SEEN = """<p>visible</p><p style="display:none">sans boîte</p>
<p style="visibility:hidden">invisible</p>
<p style="position:absolute;left:-9999px">hors champ</p><p hidden>caché</p>
<p style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">lecteurs</p>
<p style="opacity:0">transparent</p><details><summary>résumé</summary>replié</details>
<noscript><p>sans script</p></noscript><input type=hidden name=h value=v>
<style>label.m::after{content:" *"}</style><label class=m>Nom <input name=n></label>"""

SHADOW = """<h1>Ombre</h1><div id=hôte><span slot=a>donné</span></div><script>
var r = document.getElementById('hôte').attachShadow({mode: 'open'});
r.innerHTML = '<p>dans l’ombre <slot name=a></slot></p><label>Nom : <input id=i></label>' +
  '<button id=b>Saluer</button><p id=o></p>';
r.getElementById('b').onclick = function () {
  r.getElementById('o').textContent = 'Bonjour ' + r.getElementById('i').value; };
</script>"""

CLOSED_SHADOW = """<h1>Ombre close</h1><div id=h>Chargement</div><script>
var r = document.getElementById('h').attachShadow({mode: 'closed'});
r.innerHTML = '<p>dans l’ombre</p><form action=/echo><label>Nom <input name=nom></label>' +
  '<button>Saluer</button></form><div><template shadowrootmode=closed></template></div>';
r.querySelector('div').attachShadow({mode: 'closed'}).innerHTML = '<p>plus loin</p>';
</script>"""

HELD_BACK = """<h1>Retenu</h1>
<form method=post action=/echo><button>Envoyer</button></form><a href="/ec\nho<b">Lien</a>"""

COMBO = """<h1>Liste dessinée</h1><span id=l>Question</span>
<button id=c role=combobox aria-labelledby=l aria-controls=o aria-expanded=false>Choisir</button>
<ul id=o role=listbox hidden><li role=option>Ville de naissance ?</li>
<li role=option>Nom de jeune fille ?</li></ul><script>
var c = document.getElementById('c'), o = document.getElementById('o');
c.onclick = function () { o.hidden = !o.hidden; };
o.onclick = function (e) { c.textContent = e.target.textContent; o.hidden = true; };
</script>"""

LATE = """<h1>Tardif</h1><div id=d></div><script>
addEventListener('load', function () { setTimeout(function () {
  document.getElementById('d').innerHTML = '<p>construit après coup'; }, 5); });
</script>"""

SECRETS = """<h1>Code</h1><p style="font:40px monospace;color:#f00">AB<b>CD</b> 12</p>
<input value="ABCD12" style="font:40px monospace;color:#f00"><p style="color:#00f;font:40px
 monospace">libre</p><iframe src="/secretframe" name=s></iframe>"""
SECRETFRAME = """<p style="font:40px monospace;color:#f00">ABCD12</p>"""
IMAGES = """<h1>Images</h1><form action=/echo><input type=image src=/slow-picture alt=Valider
name=b></form><a href=/echo?lien><img src=/slow-picture alt=Suite></a>"""
HANDLERS = """<h1>Sans script</h1><form action=/echo><label>Nom <input name=nom
onkeyup="this.form.b.disabled=!this.value"></label><button name=b disabled>Envoyer</button>
</form>"""
SENDS = """<body onload="document.forms[0].submit()"><form action=/echo><input type=hidden name=x
value=onload></form>"""
BLOCKED = """<h1>Lu</h1><form action=/echo><label>Nom <input name=nom></label>
<button>Envoyer</button></form><script src=/hang></script><p>après</p>"""
BARRED = """<h1>Barré</h1><form action=/echo><label>Pays <select name=pays><option value="">?
<option value=fr>France<option value=be disabled>Belgique</select></label>
<label>Ville <select name=ville disabled><option value="">?<option value=1>Lyon</select></label>
<label>Note <input name=note disabled></label><button disabled>Envoyer</button></form>{}"""
BARRED_ALWAYS = BARRED.replace("{}", "")
BARRED = BARRED.replace("{}", "<script src=/hang></script>")
WRITTEN = """<h1>Écrit</h1><a href=/echo?lien>Lien</a><iframe name=f></iframe>
<script>frames.f.document.write("<p>dans</p>")</script>"""
STATUS_PAGE = """<meta http-equiv=refresh content=4><h1>État</h1><p>attente</p>"""
NO_REFRESH = """<meta http-equiv=Refresh content="0url=/echo?non">
<meta http-equiv=Refresh content="1;url=#haut">
<meta http-equiv=Refresh content="0;url=javascript:alert(1)"><h1>Reste</h1>"""
HOLDS_ITSELF = """<h1>Cadre</h1><iframe src="#"></iframe><iframe src="#"></iframe><iframe src="#">
</iframe>"""

TAKEN = """<form hx-post="/echo"><input name="n"><button>Envoyer</button></form>
<script src="htmx.js"></script>"""

LEFT = """<form id="f"><input name="n"><button>Envoyer</button></form>
<script>document.getElementById("f").addEventListener("submit", envoyer)</script>"""

STYLED = """<link rel=stylesheet href="styles/main.css"><link rel=stylesheet href=styles/none.css>
<link rel=stylesheet media=print href="styles/print.css"><h1>Styles</h1><p class=gone>rien</p>
<p class=kept>reste <b class=gone>ou pas</b></p><p hidden class=row>montré</p>
<p class=row><span>Non connecté</span><a href=/echo class=gone-on-paper>Retour</a></p>"""
STYLE_SHEETS = {
    "main.css": """@import "more.css"; @charset "utf-8"; .row { display: flex }
/* .kept { display: none } */ @media (max-width: 100px) { .kept { display: none } }""",
    "more.css": ".gone { visibility: hidden } p.gone { display: none }",
    "print.css": ".gone-on-paper { display: none }",
}
