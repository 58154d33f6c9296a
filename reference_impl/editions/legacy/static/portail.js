/* Portail employeur : fenetres et formulaires */

function ouvrir(adresse, nom, largeur, hauteur) {
  var options = 'width=' + (largeur || 620) + ',height=' + (hauteur || 480) +
    ',scrollbars=yes,resizable=yes,toolbar=no,menubar=no';
  var fenetre = window.open(adresse, nom || 'info', options);
  if (fenetre) fenetre.focus();
}

/* champs : 'nom=libelle;nom=libelle' ; un seul message, pour le premier champ vide */
function verifier(formulaire, champs) {
  var liste = champs.split(';');
  for (var i = 0; i < liste.length; i++) {
    var paire = liste[i].split('=');
    var champ = formulaire[paire[0]];
    if (champ && champ.value.blank()) {
      alert('Veuillez renseigner le champ \u00ab ' + paire[1] + ' \u00bb.');
      champ.focus();
      return false;
    }
  }
  return true;
}

/* Etape 2 : au moins l'un des deux numeros */
function verifierRecherche(formulaire) {
  if (!verifier(formulaire, 'siret=Num\u00e9ro SIRET')) return false;
  if (formulaire.bcr.value.blank() && formulaire.contrat.value.blank()) {
    alert('Veuillez renseigner le num\u00e9ro BCR ou le num\u00e9ro de contrat.');
    formulaire.bcr.focus();
    return false;
  }
  return verifier(formulaire, 'nom=Votre Nom;prenom=Pr\u00e9nom');
}

/* Un champ qui dit lui-meme ce qu'il attend */
function entrer(champ) { if (champ.value == champ.defaultValue) champ.value = ''; }
function sortir(champ) { if (champ.value.blank()) champ.value = champ.defaultValue; }

function message(texte) { window.status = texte; return true; }
