var bCancel = false;
function validerChamps(f, champs, unDes) {
  if (bCancel) { bCancel = false; return true; }
  var m = '';
  for (var i = 0; i < champs.length; i++) {
    if (f[champs[i][0]].value.replace(/^\s+|\s+$/g, '') == '') m += '- ' + champs[i][1] + ' : champ obligatoire.\n';
  }
  if (unDes && f[unDes[0]].value == '' && f[unDes[1]].value == '') m += '- Num\u00e9ro BCR ou Num\u00e9ro de contrat : compl\u00e9tez au moins l\'un de ces deux champs.\n';
  if (m != '') { alert('Veuillez corriger votre saisie :\n\n' + m); return false; }
  return true;
}
function ouvrir(u, n) { var w = window.open(u, n, 'width=560,height=420,scrollbars=yes,resizable=yes'); if (w) { w.focus(); return false; } return true; }
var tailleTexte = 100;
function taille(d) { tailleTexte += 10 * d; document.body.style.fontSize = tailleTexte + '%'; document.body.style.zoom = tailleTexte + '%'; }
