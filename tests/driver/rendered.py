"""Pages that draw themselves: each asks for what it shows, and takes its time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.driver import drawn_lists
from tests.serving import serving

CHAIN = """<div id=app aria-busy=true>Chargement…</div><script type=module>
const ask = async (name) => (await fetch(`/data/${name}`)).text();
const app = document.querySelector("#app");
document.title = await ask("un");
const heading = await ask("deux");
await import("/module.js");
const words = [await ask("trois"), await ask("quatre")];
app.innerHTML = `<h1>${heading}</h1><p>${words.join(" ")}</p>`;
app.ariaBusy = "false";
</script>"""

BUSY = """<p aria-busy=true>…</p><button>recommencer</button><script>
const place = document.querySelector("p");
const work = () => { place.ariaBusy = "true"; place.textContent = "…"; setTimeout(() => {
  place.textContent = "calculé"; place.ariaBusy = "false"; }, 400); };
document.querySelector("button").addEventListener("click", work);
work();
</script>"""

FADING = """<style>p { animation: fade .3s } @keyframes fade { from { opacity: 0 } }
i { display: inline-block; animation: turn 1s infinite } @keyframes turn { to { rotate: 1turn } }
</style><i>*</i><button>montrer</button><script>
document.querySelector("button").onclick = () =>
  document.body.insertAdjacentHTML("beforeend", "<p>apparu</p>");
</script>"""

RELAY = """<style>i { animation: move .2s } p { animation: move .3s steps(1) }
@keyframes move { from { opacity: 0 } }</style><button>montrer</button><script>
const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
document.querySelector("button").onclick = () => {
  add("<i>un instant</i>");
  setTimeout(() => add("<p>apparu</p>"), 150);
};
</script>"""

SNACK = """<style>p { animation: come .2s, go .2s 1.5s forwards }
@keyframes come { from { opacity: 0 } } @keyframes go { to { opacity: 0 } }</style>
<button>montrer</button><script>
document.querySelector("button").onclick = () =>
  document.body.insertAdjacentHTML("beforeend", "<p>pour un instant</p>");
</script>"""

SHADOW = """<un-mot></un-mot><button>montrer</button><script>
customElements.define("un-mot", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML = `<style>
      p { animation: come .3s steps(1) } @keyframes come { from { opacity: 0 } }</style>
      <p>d'abord</p><i aria-busy=true>…</i>`;
    setTimeout(() => { const part = this.shadowRoot.querySelector("i");
      part.textContent = "ensuite"; part.ariaBusy = "false"; }, 500);
  }
  montrer() { this.shadowRoot.querySelector("p").outerHTML = "<p>enfin</p>"; }
});
document.querySelector("button").onclick = () => document.querySelector("un-mot").montrer();
</script>"""

ICONS = """<style>@font-face { font-family: "Font Awesome 6 Free"; src: local("Arial") }
.i::before { font-family: "Font Awesome 6 Free"; content: "\\2b" }
.s::before { font-family: "Font Awesome 6 Free"; content: "\\2a" }
.w::before { content: "+" }</style>
<a href="/x"><i class=i></i> Nouveau ticket</a> <button>Créer <i class=i></i></button>
<a href="/y"><b class=w></b> Plus</a> <a href="/z"><i class=material-icons>search</i> Chercher</a>
<label><i class=i></i> Nom <i class=s></i> <input></label>"""

COMPONENTS = """<form><un-champ>Nom</un-champ><un-champ>Ville</un-champ></form><script>
customElements.define("un-champ", class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: "open" }).innerHTML =
      `<label for=c><slot></slot> <b>*</b></label><input id=c>`;
  }
});
</script>"""

THOUGHTFUL = """<p>…</p><button disabled>valider</button><button>réfléchir</button><script>
const [first, second] = document.querySelectorAll("button");
setTimeout(() => { first.disabled = false; }, 600);
second.onclick = () => setTimeout(() => {
  document.querySelector("p").textContent = "réfléchi"; }, 200);
first.onclick = () => { document.querySelector("p").textContent = "validé"; };
</script>"""

QUESTIONS = """<h1>Questions</h1><p>…</p><button>demander</button><script>
const ask = async (name) => (await fetch("/data/late", { method: "POST", body: name })).text();
document.querySelector("button").onclick = async () => {
  const said = [];
  for (const name of "abcdefgh") { await ask(name); said.push(name); }
  document.querySelector("p").textContent = said.join("");
};
</script>"""

UNREAD = """<button>vérifier</button><p></p><script>
document.querySelector("button").onclick = async () => {
  const answer = await fetch("/data/long");
  document.querySelector("p").textContent = `statut ${answer.status}`;
};
</script>"""

UNHURRIED = """<h1>Bientôt</h1><script>setTimeout(() => {
  document.querySelector("h1").textContent = "Voilà"; }, 300);</script>"""

FOREVER = """<div aria-busy=true>toujours</div><script></script>"""

POLLING = """<p>…</p><button>montrer</button><script>
const poll = () => fetch("/data/never").then(poll);
poll();
document.querySelector("button").onclick = () => document.querySelector("p").textContent = "vu";
</script>"""

MODAL = """bonjour<h1>Derrière</h1><a href="/">loin</a><main><label>Nom <input></label>
<dialog><h1>Devant</h1><label>Code <input></label><button>Fermer</button></dialog>après</main>
<iframe srcdoc="<p>cadre"></iframe><script>
const dialog = document.querySelector("dialog");
dialog.showModal();
dialog.querySelector("button").onclick = () => dialog.close();
</script>"""

ASKING = """<h1>Formulaire</h1><button id=go>Envoyer</button>
<dialog style="position: fixed; inset: 0; width: 100%; height: 100%"><h1>Sûr ?</h1>
<button onclick="this.disabled = true">Oui</button> <button>Non</button></dialog><script>
const box = document.querySelector('dialog');
go.onclick = () => box.showModal();
box.onclick = (event) => { if (event.target === box) box.close(); };
</script>"""
ARIA_MODAL = """<h1>Derrière</h1><div id=place></div><script>
const root = document.querySelector("#place").attachShadow({ mode: "open" });
root.innerHTML = `<div role=dialog aria-modal=true tabindex=-1><h1>Devant</h1></div>`;
root.firstChild.focus();
</script>"""

WIDGETS = """<style>.p { cursor: pointer } .list { position: absolute; border: 1px solid }</style>
<main role=main><div class=p id=go><table><tr><td>Suite</table></div>
<table class=p id=act><tr><td><i>Voir</i></table><label class=p>Oui <input type=checkbox></label>
<div class=p><a href="/x">Lien</a></div><button class=p><b>Vrai</b></button>
<p onclick="0">Plus</p><p>Du texte</p>
<table><tr><td>Question *<td><span><input readonly id=q>
<span class=p id=t>\u25be</span></span></table>
<table><tr><td>Date<td><span><input readonly id=d>
<span class=p>\u2637</span></span></table>
</main><script>
const at = (id) => document.getElementById(id);
at("go").addEventListener("click", () => { document.title = "suite"; });
let list = null;
const fold = () => { if (list) list.remove(); list = null; };
const unfold = () => {
  if (list) return fold();
  const { left, bottom } = at("q").getBoundingClientRect();
  list = document.createElement("div");
  list.className = "list";
  list.style = `left:${left}px;top:${bottom}px`;
  list.innerHTML = "<div class=p>Nom ?</div><div class=p>Ville ?</div>";
  list.onclick = (event) => { at("q").value = event.target.textContent; fold(); };
  document.body.append(list);
};
at("q").onclick = at("t").onclick = unfold;
at("act").onclick = () => { document.title = at("q").value; };
</script>"""

FOLDED = """<label for=c>Question</label>
<button id=c role=combobox aria-controls=o aria-expanded=false>Choisissez</button>
<ul id=o role=listbox hidden></ul><input role=combobox aria-label=Ville><button>voir</button>
<button role=combobox aria-haspopup=dialog aria-label=Date
  onclick="document.title='ouvert'"></button><script>
const c = document.querySelector("#c"), o = document.querySelector("#o");
const option = (value, words) => `<li role=option data-value="${value}"
  aria-selected=${value === (c.dataset.v ?? "")}>${words}</li>`;
const toggle = (open) => {
  c.ariaExpanded = String(open);
  o.hidden = !open;
  o.innerHTML = open ? option("", "Choisissez") + option("1", "Nom ?") : "";
};
c.onclick = () => toggle(o.hidden);
c.onkeydown = (event) => event.key === "Escape" && toggle(false);
o.onclick = (event) => {
  c.dataset.v = event.target.dataset.value;
  c.textContent = event.target.textContent;
  toggle(false);
};
</script>"""

WRAPPED = """<style>.field { position: relative; border: 1px solid } .box input { width: 9em }
.over { position: absolute; inset: 0; cursor: pointer }
.icon { cursor: pointer } .dialog { position: fixed; inset: 20%; background: white; padding: 1em }
.static { width: 0; height: 0; overflow: hidden; float: left } .unseen { position: absolute }
</style><div class=static>invisible <p>caché</p><div><div class=dialog role=alertdialog
aria-modal=true id=told style="visibility: hidden"><h2>Réussite</h2><p>Enregistré</p>
<button onclick="told.style.visibility = 'hidden'">OK</button></div></div></div>
<div><div class=field role=combobox aria-haspopup=listbox aria-expanded=false aria-owns=menu id=w>
<label for=q>Question *</label><input id=q inputmode=none aria-label=Ouvrir><div class=over></div>
</div></div>
<label for=v>Ville *</label> <span class=box><input id=v readonly><span class=icon>\u2637</span>
</span><label for=d>Date</label> <span class=box><input id=d readonly value=hier></span>
<ul role=listbox aria-label=Nouvelles><li role=option>Nouvelle</ul>
<p><button id=go>valider</button><script>
const at = (id) => document.getElementById(id);
at("w").onmousedown = () => {
  if (at("menu")) return at("menu").remove();
  at("w").ariaExpanded = "true";
  const menu = document.createElement("div");
  menu.id = "menu";
  menu.innerHTML = "<div role=listbox><p role=option>Nom ?<p role=option>Âge ?</div>";
  menu.onclick = (event) => { at("q").value = event.target.textContent; fold(); };
  document.body.append(menu);
};
const fold = () => { at("w").ariaExpanded = "false"; at("menu")?.remove(); };
document.onkeydown = (event) => { if (event.key === "Escape") { fold(); leave(); } };
let list = null, hears = false;
const leave = () => {
  const gone = list;
  if (hears) setTimeout(() => gone?.remove(), 300);
};
document.querySelector(".icon").onclick = at("v").onclick = () => {
  list = document.createElement("div");
  hears = false;
  setTimeout(() => { hears = true; }, 100);
  list.className = "dialog";
  list.role = "dialog";
  list.ariaModal = "true";
  list.innerHTML = "<h2>Villes</h2><ul><li role=option>Angers<li role=option>Nantes</ul>";
  list.onclick = (event) => { at("v").value = event.target.textContent; hears = true; leave(); };
  document.body.append(list);
};
at("go").onclick = () => { at("told").style.visibility = "visible"; };
</script>"""

SEARCHED = """<style>.c { border: 1px solid; width: 20em } .i { width: 2px; border: 0; padding: 0 }
.m { position: absolute; width: 20em; border: 1px solid; background: white }
</style>
<div><label for=r>Question *</label><div id=R><div class=c><span>Choisissez</span>
<input class=i id=r aria-autocomplete=list autocomplete=off></div></div></div>
<div><label for=s>Ville *</label><div id=S><div class=c><span>Choisissez</span>
<input class=i id=s role=combobox aria-autocomplete=list aria-haspopup=true aria-expanded=false>
</div></div></div><p><label for=t>Rue</label> <input id=t role=combobox aria-autocomplete=list>
<p><button id=go>valider</button><div style="height: 200vh"></div><script>
const at = (id) => document.getElementById(id);
const list = (box, field, words, role) => {
  let menu = null;
  const fold = () => { menu?.remove(); menu = null; say(); };
  const say = () => { if (field.role) field.ariaExpanded = String(menu !== null); };
  box.onmousedown = (event) => {
    if (menu?.contains(event.target)) return;
    if (menu) return fold();
    menu = document.createElement("div");
    menu.className = "m";
    menu.innerHTML = words.map((one) => `<div ${role}>${one}</div>`).join("");
    menu.onclick = (click) => {
      box.querySelector("span").textContent = click.target.textContent;
      fold();
    };
    box.append(menu);
    say();
    scrollTo({ top: 60, behavior: "smooth" });
  };
  field.onkeydown = (event) => { if (event.key === "Escape") fold(); };
};
list(at("R"), at("r"), ["Nom ?", "Âge ?"], "tabindex=-1");
list(at("S"), at("s"), ["Angers", "Nantes"], "role=option");
at("go").onclick = () => { document.title = "validé"; };
</script>"""

CLOSED_MODAL = """<h1>Seul</h1><div role=dialog aria-modal=true hidden>Caché</div>
<dialog>Fermé</dialog><script></script>"""
_COVERED = """<style>.veil { position: fixed; inset: 0; background: #0008 } .box { position: fixed;
left: 30%; top: 30%; right: 30%; bottom: 30%; background: white }
.app { position: absolute; inset: 0 }</style>"""
VEIL = f"""{_COVERED}<h1>Derrière</h1><a href="/x">Lien</a><div class=veil></div>
<div class=box role=dialog><h2>Devant</h2><button>Oui</button></div><script></script>"""
OVER = f"""{_COVERED}<h1>Derrière</h1><p role=status>Accueil</p><div class=veil></div>
<div class=box role=dialog aria-modal=true><h2>Devant</h2><input><button>Oui</button></div>
<div><p>dessous</p><div role=tooltip style="position: fixed; top: 40%; left: 40%">Code faux</div>
</div><script></script>"""
VEIL_AROUND = f"""{_COVERED}<div class=app><h1>Derrière</h1><a href="/x">Lien</a><div class=veil>
<div class=box><h2>Devant</h2><button>Oui</button></div></div></div><script></script>"""
HIGH_VEIL = f"""{_COVERED}<h1>Derrière</h1><a href="/x">Lien</a><div class=veil></div>
<div class=box style="top: 5%; bottom: auto; height: 60px"><h2>Devant</h2>
<table class=x-btn onclick="0"><tr><td>Oui</table></div><script></script>"""
NO_VEIL = f"""{_COVERED}<h1>Derrière</h1><a href="/x">Lien</a><div class=box><h2>Devant</h2>
<button>Oui</button></div><script></script>"""
SPINNER = f"""{_COVERED}<h1>Derrière</h1><a href="/x">Lien</a><div class=veil>
<div class=box>Un instant</div></div><script></script>"""
BACKGROUND = f"""{_COVERED}<div class=veil style="z-index: -1"></div><div class=app>
<a href="/x">Lien</a><div class=box><h1>Page</h1><button>Oui</button></div></div>
<script></script>"""
PLAYS = """<button onclick="new Audio('/sound').play().catch(() => 0)">Écouter</button>"""
BOXES = """<style>.flex { display: flex } .grid { display: grid } .float { float: left }</style>
<div class=flex><span>Non connecté</span><a href="/x">Retour</a></div>
<div class=grid><b>Un titre</b><strong>Deux mots</strong></div>
<div><span class=float>Flotté</span><span>à côté</span></div>
<div class=flex>Veuillez <b>noter</b> ce <a href="/y">code provisoire</a></div>
<div class=flex><span>7</span><span>K</span><span>4</span></div>
<p><span>Ensem</span><b>ble</b></p>
<p><b style="margin-right: 8px">Refusé</b><span>Il n'y a</span><i style="padding: 0 1px">pas</i>
</p>"""
GUARDED = """<form onsubmit="return false"><label>Nom
<input name=nom readonly onfocus="this.removeAttribute('readonly')"></label>
<label>Rue <input name=rue readonly onmousedown="this.readOnly = false"
 onblur="this.form.b.disabled = false"></label>
<label>Ville <input name=ville readonly></label>
<button name=b disabled onclick="document.querySelector('p').append('ouvert')">valider</button><p>
</form>"""

NAMES = """<style>.plus::before { content: "Autre " } .sign::before { content: "\\e001" }
.part { display: inline-block } .high { text-transform: uppercase }
.picture::after { content: url(x.png) / "photo" }</style>
<label for=a>Nom <b class=plus>adresse</b></label><input id=a name=a>
<label class=high>Ville <select name=b><option>Lyon</select></label>
<button><span class=part>Valider</span><span class=part>tout</span></button>
<button><i class=sign></i> Fermer</button>
<button><progress value=.5></progress></button>
<a href=/x class=picture>Ma</a><iframe srcdoc="<a href=/y>Page <i>deux</i></a>"></iframe>"""

SANDBOXED = """<h1>Autour</h1><iframe sandbox srcdoc="<p>dedans</p><form action=/echo><input
name=n><button>Envoyer</button></form>"></iframe>"""
PRESSED_KEYS = """<form action=/taken><label>Nom <input name=nom onkeypress="
this.form.b.disabled = false; document.title += event.key"></label><button name=b disabled>Voir
</button></form>"""

PICKED = """<form action=/echo onsubmit="return false"><span><input type=hidden name=q id=q_value>
<input id=q aria-label=Cadre readonly><button type=button onclick="show()"><b>Liste</b>
^</button></span>
<p><span><input type=hidden name=vue_id><input id=w name=vue aria-label=Window readonly>
<a href="javascript:void window.open('/picked-list')"><img alt=Recherche></a></span></p>
<p><span><input type=hidden name=p><input id=p name=page aria-label=Place readonly>
<a href="#" onclick="document.getElementById('rows').hidden = 0">...</a></span></p>
<table id=rows hidden><tr onclick="put('p', this)"><td>Angers<tr onclick="put('p', this)"><td>Nantes
</table><p><span><input type=hidden><input value=A12 aria-label=Numero readonly></span>
<p><span><input type=hidden name=jeton><input name=code aria-label=Code readonly>
<a href="#" onclick="lost()">Continuer</a></span>
<p><span><input type=hidden name=id_2 value=A12><input name=id value=A12 aria-label=Ident readonly>
<a href="#" onclick="lost()">Modifier</a></span>
<button type=button>valider</button></form><script>
function lost() {
  document.body.textContent = "";
}
function put(id, item) {
  document.getElementById(id).value = item.textContent.trim();
  document.getElementById("rows").hidden = true;
  for (const one of document.querySelectorAll("[role=dialog]")) one.remove();
}
function show() {
  const box = document.createElement("div");
  box.innerHTML = "<button type=button>Fermer</button><iframe src=/picked-list></iframe>";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  box.style = "position: fixed; top: 0; left: 0; background: white";
  document.body.append(box);
}
document.onkeydown = (event) => { if (event.key === "Escape") {
  for (const one of document.querySelectorAll("[role=dialog]")) one.remove();
  document.getElementById("rows").hidden = true;
} };</script>"""

PICKED_LIST = """<label>Filtre <input name=f></label><ul>
<li><a href="#" onclick="give(this)">Nom ?</a>
<li><a href="#" onclick="give(this)">Ville ?</a></ul><script>
document.onkeydown = (event) => parent.document.onkeydown(event);
function give(link) {
  const host = window.opener || parent;
  host.put(window.opener ? "w" : "q", link);
  if (window.opener) window.close();
}</script>"""

PAGES = {
    name: value for name, value in list(globals().items()) if name.isupper() and name != "PAGES"
} | drawn_lists.PAGES


@asynccontextmanager
async def rendered() -> AsyncIterator[str]:
    """The pages, served on a free port of this machine; gives the address."""
    app = web.Application()
    app.router.add_get("/{name}", _page)
    app.router.add_route("*", "/data/{name}", _data)
    async with serving(app) as url:
        yield url


async def _page(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name == "module.js":
        return web.Response(text="export default 1", content_type="text/javascript")
    body = PAGES.get(name.upper().replace("-", "_"), "")
    return web.Response(
        text=f"<!DOCTYPE html><title>{name}</title>{body}", content_type="text/html"
    )


async def _data(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name == "never":
        await asyncio.Event().wait()
    await asyncio.sleep(0.05)  # as a network takes its time
    if name != "long":
        return web.Response(text=name)
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"x" * 1000)
    await asyncio.Event().wait()  # until the browser goes away
    return answer
