import { h, card } from '../ui.js';

const P = {
  cgu: ['Conditions générales d\'utilisation', 'Les présentes conditions définissent les modalités d\'accès à l\'espace personnalisé employeur et les obligations des administrateurs et des utilisateurs.', 'Les codes d\'accès sont personnels et confidentiels. L\'employeur est responsable de leur utilisation.', 'L\'espace personnalisé est accessible 24 heures sur 24, sous réserve des opérations de maintenance.'],
  'mentions-legales': ['Mentions légales', 'Éditeur : Caisse des Dépôts, Direction des retraites et de la solidarité, rue du Vergne, 33059 Bordeaux cedex.', 'Directeur de la publication : le directeur des retraites et de la solidarité.'],
  'donnees-personnelles': ['Données personnelles', 'Les données recueillies servent uniquement à la gestion de votre compte. Vous disposez d\'un droit d\'accès, de rectification et d\'opposition (règlement UE 2016/679).', 'Seuls des cookies nécessaires au fonctionnement du service sont déposés.'],
  accessibilite: ['Accessibilité', 'Ce service est partiellement conforme au référentiel général d\'amélioration de l\'accessibilité (RGAA 4.1).', 'Le code de certification est également proposé en version sonore.'],
  contact: ['Contact', 'Pour toute question, adressez-vous au gestionnaire de votre fonds aux heures ouvrables, en indiquant votre numéro SIRET.'],
  inscription: ['Je m\'inscris', 'L\'inscription se fait à l\'aide du numéro SIRET de votre établissement et du numéro BCR qui figure sur nos courriers.', 'Un premier administrateur est inscrit par établissement ; il inscrit ensuite les utilisateurs.'],
  'aide/connexion': ['Aide à la connexion', 'Saisissez votre code identifiant et votre code confidentiel en respectant les majuscules.', 'Après une régénération de votre code confidentiel, le code de certification affiché à la fin de la démarche vous est demandé.'],
  'aide/administrateur': ['Je suis administrateur', 'L\'administrateur gère les comptes de son établissement et peut régénérer le code confidentiel d\'un autre administrateur ou d\'un utilisateur.'],
  'aide/utilisateur': ['Je suis utilisateur', 'L\'utilisateur accède aux services ouverts par l\'administrateur de son établissement.'],
  'aide/presentation': ['Présentation de l\'espace personnalisé', 'Un accès unique et sécurisé à l\'ensemble des services en ligne destinés aux employeurs.'],
  'aide/demonstration': ['Démonstration vidéo de l\'inscription', 'La vidéo est en cours de mise à jour. Sa transcription est disponible auprès de nos services.'],
  'aide/inscription-administrateur': ['Inscription d\'un administrateur', 'Munissez-vous de votre numéro SIRET et de votre numéro BCR ou de contrat.'],
  'aide/inscription-utilisateur': ['Inscription d\'un utilisateur', 'L\'inscription d\'un utilisateur est faite par l\'administrateur de l\'établissement.'],
  'aide/services': ['Services', 'Ce service est ouvert pendant les périodes de déclaration.'],
  'actualites/iheps': ['La Caisse des Dépôts partenaire de l\'IHEPS', 'L\'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale.'],
  'actualites/dai-2010': ['Campagne DAI 2010', 'Le Gip Info retraite a décidé de ne pas transmettre d\'EIG (Estimation indicative globale).'],
  'actualites/forum-2010': ['Forum Retraite 2010', 'Les actes et les vidéos du forum sont en ligne.'],
};

export function page({ path, query }) {
  let [title, ...text] = P[path] ?? [];
  if (path === 'recherche-site') [title, text] = ['Résultats de la recherche', [`Aucun résultat pour « ${query.get('mot') ?? ''} ».`]];
  else if (!title && /^(informations|regimes)\/[a-z0-9-]+$/.test(path)) [title, text] = ['Informations', ['Cette rubrique est consultable sur le site cdc.retraites.']];
  else if (!title) [title, text] = ['Page introuvable', ['La page demandée n\'existe pas ou n\'existe plus.']];
  return h('div', { class: 'view' }, h('h1', {}, title), card(text.map((line) => h('p', {}, line))), h('p', {}, h('a', { href: '/' }, 'Accueil'), ' – ', h('a', { href: '/connexion' }, 'Accès à mon espace personnalisé')));
}
