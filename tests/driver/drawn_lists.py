"""A page with lists that scripts draw, marked up as widespread toolkits mark theirs up."""

TOOLKITS = """<style>
.c { border: 1px solid; width: 20em; position: relative; cursor: pointer } .c a { display: block }
.m { position: absolute; border: 1px solid; background: white; width: 20em; z-index: 1 }
.tiny { position: absolute !important; clip: rect(0 0 0 0); width: 1px; height: 1px; padding: 0;
border: 0; overflow: hidden } .out { opacity: 0; transition: opacity .4s }
</style><form onsubmit="return false">
<p><label id=l1>Question *</label> <button type=button id=b1 aria-haspopup=listbox
aria-expanded=false aria-labelledby="l1 b1">Choisissez</button><input type=hidden name=question>
<div><label for=s1>Ville *</label><select id=s1 name=ville style="display: none"><option value="">
<option value=1>Angers<option value=2>Nantes</select><div class=c id=s1_chosen><a tabindex=-1><span>
Une ville</span></a><div style="position: absolute; left: -999em"><input></div></div></div>
<div><label for=s2>Pays *</label><select id=s2 name=pays class=tiny tabindex=-1><option value="">Un
pays<option value=1>Chili<option value=2>Gabon</select><span><span class=c role=combobox tabindex=0
aria-haspopup=true aria-expanded=false aria-labelledby=r2><span id=r2>Un pays</span></span></span>
</div>
<div><label for=p>Animal *</label><div class=c id=P><div class=tiny><input id=p readonly
aria-haspopup=listbox></div><div class=tiny><select name=animal tabindex=-1><option>Un animal
</select></div><span>Un animal</span><div role=button aria-haspopup=listbox aria-label=Ouvrir>v
</div></div></div>
<div><label for=k>Plat *</label><div><input id=k name=plat role=combobox aria-autocomplete=list
aria-expanded=false><button type=button tabindex=-1 aria-haspopup=listbox>v</button></div></div>
<button>valider</button><p id=sent></p></form><script>
const at = (id) => document.getElementById(id);
const form = document.forms[0];
let fold = () => {};
const list = (opener, words, role, put) => {
  let menu = null;
  const close = () => {
    const gone = menu;
    menu = null;
    gone.classList.add("out");
    setTimeout(() => gone.remove(), 400);
    if (opener.ariaExpanded) opener.ariaExpanded = "false";
  };
  const show = (some) => {
    menu?.remove();
    menu = document.createElement("div");
    const { left, bottom } = opener.getBoundingClientRect();
    menu.className = "m";
    menu.style = `left: ${left + scrollX}px; top: ${bottom + scrollY}px`;
    menu.innerHTML = `<ul>${some.map((one) => `<li ${role}>${one}</li>`).join("")}</ul>`;
    menu.onclick = (event) => { put(event.target.textContent); close(); };
    document.body.append(menu);
    if (opener.ariaExpanded) opener.ariaExpanded = "true";
    fold = () => menu && close();
  };
  return { show, toggle: () => (menu ? close() : show(words)) };
};
document.onkeydown = (event) => { if (event.key === "Escape") fold(); };
const select = (element, drawn) => (words) => {
  element.value = [...element.options].find((one) => one.textContent === words).value;
  drawn.textContent = words;
};
at("b1").onclick = list(at("b1"), ["Nom ?", "Âge ?"], "role=option", (words) => {
  form.question.value = at("b1").textContent = words;
}).toggle;
at("s1_chosen").onclick = list(at("s1_chosen"), ["Angers", "Nantes"], "",
  select(at("s1"), at("s1_chosen").querySelector("span"))).toggle;
const box = at("r2").parentElement;
box.onclick = list(box, ["Chili", "Gabon"], "role=option", select(at("s2"), at("r2"))).toggle;
const animals = list(at("P"), ["Chat", "Chien"], "role=option", (words) => {
  form.animal.options[0].textContent = at("P").children[2].textContent = words;
});
at("P").onclick = (event) => { if (event.target !== at("p")) animals.toggle(); };
const dishes = list(at("k"), ["Riz", "Pâtes"], "role=option", (words) => {
  at("k").value = words;
});
at("k").nextSibling.onclick = dishes.toggle;
at("k").oninput = () => dishes.show(["Riz", "Pâtes"].filter((one) => one.includes(at("k").value)));
form.onsubmit = () => {
  const said = [...new FormData(form)].map(([name, value]) => `${name}=${value}`);
  at("sent").textContent = said.join(" ");
  return false;
};
</script>"""

PAGES = {"TOOLKITS": TOOLKITS}
