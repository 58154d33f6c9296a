// The pages of information, by the last part of their address.
const { t } = require('./options');

const soon = 'Cette page est en cours de rédaction. Votre interlocuteur habituel répond d\'ici là à vos demandes.';
const titles = {
  regles: [t('Conditions générales d\'utilisation'), 'Le compte en ligne est réservé aux structures employeuses et à leur personnel désigné. Chacun garde ses codes pour soi et signale sans attendre toute utilisation anormale de son compte.'],
  assistance: [t('Aide à la connexion'), 'Écrivez votre nom de connexion et votre code secret tels qu\'ils vous ont été donnés, lettres capitales comprises. Si l\'un des deux vous échappe, suivez le lien des accès oubliés.'],
  gestionnaire: [t('Je suis administrateur'), 'Le gestionnaire ouvre et ferme les comptes des membres de sa structure et peut leur recréer un code secret.'],
  membre: [t('Je suis utilisateur'), 'Le membre utilise les services que le gestionnaire de sa structure lui a ouverts.'],
  creer: [t('Je m\'inscris'), 'La création d\'un compte se demande par lettre au Service des pensions, qui vous envoie votre nom de connexion et un premier code secret.'],
  presentation: [t('Présentation de l\'espace personnalisé'), 'Le compte en ligne réunit en un seul endroit les déclarations, les dossiers et les messages de votre structure.'],
  film: [t('Démonstration vidéo de l\'inscription'), soon],
  'creer-gestionnaire': [t('Inscription d\'un administrateur'), 'La direction de la structure désigne le gestionnaire par lettre.'],
  'creer-membre': [t('Inscription d\'un utilisateur'), 'Le gestionnaire de la structure crée le compte du membre.'],
  iheps: [t('La Caisse des Dépôts partenaire de l\'Institut des hautes études de la protection sociale (IHEPS)'), soon],
  dai: [t('Campagne DAI 2010 : incidence du projet de réforme des retraites'), soon],
  forum: [t('Forum Retraite 2010 : les actes et les vidéos en ligne'), soon],
  nouvelles: [t('Votre actualité'), soon],
};
const general = ['Actualités de la Direction des Retraites', 'Présentation de la Direction des retraites',
  'Études et Documentations', 'Espace presse', 'Droit à l\'information sur la retraite'].map(t);
const funds = ['CNRACL', 'FIPHFP', 'FSPOEIE', 'Ircantec', 'RAFP', 'Retraite des Mines', 'SASPA', t('Autres fonds')];
const publics = ['EMPLOYEUR', 'ACTIF', 'RETRAITÉ', 'AUTRE PUBLIC'].map(t);
for (const [name, group] of Object.entries({ ensemble: general, caisse: funds, public: publics })) {
  group.forEach((title, i) => { titles[`${name}-${i + 1}`] = [title, soon]; });
}
module.exports = { topics: new Map(Object.entries(titles)), general, funds, publics };
