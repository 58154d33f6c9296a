'use strict'
// The words served to the application: src/fr.json with the changes of one defect or variation.
module.exports = (m, bad, alt) => {
  const put = (changes) => ({ ...m, ...changes })
  if (bad('five-tries-announced')) return put({ 'done.tries': m['done.tries'].replace('3 essais', '5 essais') })
  if (bad('certification-called-confidential')) return put({ 'done.note': m['done.note'].replace('code de certification', 'code confidentiel'), 'done.important': 'Important : Vous devez impérativement noter le code qui s\'affiche dans ce cadre : il vous sera demandé lors de votre prochaine connexion. ' })
  if (bad('search-title')) return put({ 'search.title': 'Recherche de votre code confidentiel' })
  if (bad('shown-as-connected')) return put({ notConnected: 'Connecté' })
  if (alt('reworded-refusals')) return put({
    'err.badCredentials': 'Connexion impossible : vérifiez vos codes.', 'err.required': 'À compléter',
    'err.mismatch': 'Nous ne reconnaissons pas votre compte avec ces renseignements.', 'err.notFound': 'Aucun compte trouvé. Contrôlez les points suivants :',
    'err.badCertification': 'Ce n\'est pas le bon code de certification (essais restants : {remaining}).', 'err.bcrOrContract': 'Numéro BCR ou numéro de contrat requis' })
  if (alt('typo-fixed')) return put({ 'done.note': m['done.note'].replace('Veillez', 'Veuillez'), 'regen.title': 'Régénérer votre code confidentiel' })
  return m
}
