<?php
/* Contenus : slug => (titre, rubrique, texte). */
const BCR_HELP = 'Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.';
const REGIMES = array('cnracl' => 'CNRACL', 'fiphfp' => 'FIPHFP', 'fspoeie' => 'FSPOEIE', 'ircantec' => 'Ircantec', 'rafp' => 'RAFP', 'retraite-des-mines' => 'Retraite des Mines', 'saspa' => 'SASPA', 'autres-fonds' => 'Autres fonds');
const INFOS = array('actualites' => 'Actualités de la Direction des Retraites', 'presentation-direction' => 'Présentation de la Direction des retraites', 'etudes-et-documentations' => 'Études et Documentations', 'espace-presse' => 'Espace presse', 'droit-a-l-information' => 'Droit à l\'information sur la retraite');
const PROFILES = array('employeur' => 'EMPLOYEUR', 'actif' => 'ACTIF', 'retraite' => 'RETRAITÉ', 'autre-public' => 'AUTRE PUBLIC');
const NEWS = array(
    'partenaire-iheps' => array('La Caisse des Dépôts partenaire de l\'Institut des hautes études de la protection sociale (IHEPS)', 'L\'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)', '23/09/2010'),
    'campagne-dai-2010' => array('Campagne DAI 2010 : incidence du projet de réforme des retraites', 'Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d\'EIG (Estimation indicative globale) aux (...)', '16/09/2010'),
);
function pages() {
    $p = array(
        'votre-actualite' => array('Votre actualité', 'Employeur', '<p>Retrouvez ici toute l\'actualité des régimes de retraite destinée aux employeurs.</p>' . news_list()),
        'forum-retraite-2010' => array('Forum Retraite 2010 : les actes et les vidéos en ligne', 'Liens utiles', '<p>Les actes et les vidéos des tables rondes du Forum Retraite 2010 sont disponibles en téléchargement.</p>'),
        'changer-de-profil' => array('Changer de profil', 'Accueil', '<p>Choisissez votre profil pour afficher les informations qui vous concernent :</p>' . ul_links(PROFILES)),
        'je-suis-administrateur' => array('Je suis administrateur', 'Mon espace personnalisé', '<p>L\'administrateur inscrit son établissement, crée les comptes des utilisateurs et gère leurs droits d\'accès aux services en ligne.</p><p>Il peut régénérer le code confidentiel d\'un autre administrateur ou d\'un utilisateur de son établissement.</p>'),
        'je-suis-utilisateur' => array('Je suis utilisateur', 'Mon espace personnalisé', '<p>L\'utilisateur accède aux services que l\'administrateur de son établissement lui a ouverts. Ses codes lui sont remis par son administrateur.</p>'),
        'aide-a-la-connexion' => array('Aide à la connexion', 'Mon espace personnalisé', '<h3>Je ne parviens pas à me connecter</h3><p>Vérifiez que la touche « Verr. maj. » n\'est pas activée : votre code confidentiel est sensible aux majuscules et aux minuscules.</p><h3>J\'ai perdu mes codes</h3><p>Utilisez la rubrique <a href="' . u('lost') . '">Codes perdus</a>.</p><h3>Configuration requise</h3><p>Internet Explorer 9 ou supérieur, Firefox ou Chrome ; les cookies doivent être acceptés.</p>'),
        'inscription' => array('Je m\'inscris', 'Mon espace personnalisé', '<p>L\'inscription d\'un établissement est faite par son premier administrateur. Munissez-vous de votre numéro SIRET et de votre numéro BCR ou de contrat, puis demandez votre dossier d\'inscription :</p><p><a class="button" href="/contact/">Demander un dossier d\'inscription</a></p><ul><li><a href="/inscription-administrateur/">Inscription d\'un administrateur</a></li><li><a href="/inscription-utilisateur/">Inscription d\'un utilisateur</a></li></ul>'),
        'presentation-espace' => array('Présentation de l\'espace personnalisé', 'Mon espace personnalisé', '<p>L\'espace personnalisé vous donne accès, en toute sécurité, à l\'ensemble des services en ligne proposés par la Direction des retraites : déclarations, dossiers de retraite, comptes individuels, documents.</p>'),
        'demonstration-video' => array('Démonstration vidéo de l\'inscription', 'Mon espace personnalisé', '<div class="video">&#9654;</div><p>Durée : 3 min 20. Version texte : l\'administrateur saisit les références de son établissement, ses coordonnées professionnelles, puis choisit une question secrète à sa première connexion.</p>'),
        'inscription-administrateur' => array('Inscription d\'un administrateur', 'Mon espace personnalisé', '<p>Le formulaire signé par le représentant légal de l\'établissement nous est retourné par courrier. Les codes sont envoyés séparément.</p>'),
        'inscription-utilisateur' => array('Inscription d\'un utilisateur', 'Mon espace personnalisé', '<p>L\'administrateur de l\'établissement crée le compte de l\'utilisateur depuis son espace personnalisé.</p>'),
        'contact' => array('Contact', 'Accueil', '<p>Caisse des Dépôts - Direction des retraites et de la solidarité, rue du Vergne, Bordeaux.</p>' . form('contact')),
        'mentions-legales' => array('Mentions légales', 'Accueil', '<h3>Éditeur</h3><p>Caisse des Dépôts, établissement spécial créé par la loi du 28 avril 1816.</p><h3>Réalisation</h3><p>Site réalisé par une agence web bordelaise. Crédits photos : Caisse des Dépôts.</p>'),
        'donnees-personnelles' => array('Données personnelles et cookies', 'Accueil', '<p>Conformément à la loi « informatique et libertés » du 6 janvier 1978 modifiée, vous disposez d\'un droit d\'accès, de rectification et d\'opposition aux données qui vous concernent.</p><p>Ce site dépose un cookie de session, un cookie de confort (taille des caractères) et un cookie conservant votre acceptation.</p>'),
        'accessibilite' => array('Accessibilité', 'Accueil', '<p>Ce site vise la conformité au niveau AA du RGAA 3.0. Une version sonore du code de certification est proposée.</p>'),
    );
    if (!d('terms-link-dead')) $p['conditions-generales-utilisation'] = array('Conditions générales d\'utilisation', 'Mon espace personnalisé', '<h3>Article 1 - Objet</h3><p>Les présentes conditions définissent les modalités d\'accès et d\'utilisation de l\'espace personnalisé.</p><h3>Article 2 - Accès</h3><p>L\'accès se fait au moyen d\'un code identifiant et d\'un code confidentiel, strictement personnels.</p><h3>Article 3 - Responsabilité</h3><p>L\'administrateur est responsable des droits qu\'il attribue.</p><h3>Article 4 - Données personnelles</h3><p>Voir la page <a href="/donnees-personnelles/">Données personnelles et cookies</a>.</p>');
    foreach (NEWS as $slug => $n) $p[$slug] = array($n[0], 'Votre actualité', '<p class="entry-meta">Publié le ' . $n[2] . ' dans <a href="/votre-actualite/">Votre actualité</a></p><p>' . e(str_replace(' (...)', '', $n[1])) . ' en cours. Les employeurs seront informés des suites données.</p>');
    foreach (REGIMES as $slug => $t) $p[$slug] = array($t, 'Liste des régimes et fonds', '<p>Informations et services de gestion pour « ' . $t . ' », dont la gestion est confiée à la Caisse des Dépôts.</p>');
    foreach (INFOS as $slug => $t) $p[$slug] = array($t, 'Informations générales', '<p>' . $t . ' : cette rubrique est mise à jour régulièrement par la Direction des Retraites.</p>');
    foreach (PROFILES as $slug => $t) $p[$slug] = array('Vous êtes ' . $t, 'Accueil', '<p>Bienvenue sur l\'espace d\'information de la direction des retraites et de la solidarité.</p>' . ($slug == 'employeur' ? '<p><a class="button" href="' . u('login') . '">Accès à mon espace personnalisé</a></p>' : ''));
    return $p;
}
function ul_links($list, $class = '') {
    $h = '<ul class="' . $class . '">';
    foreach ($list as $slug => $t) if (!(d('scheme-missing') && $slug == 'rafp')) $h .= '<li><a href="/' . $slug . '/">' . e($t) . '</a></li>';
    return $h . '</ul>';
}
function news_list() {
    $h = '';
    foreach (NEWS as $slug => $n) $h .= '<article class="post hentry"><h3 class="entry-title"><a href="/' . $slug . '/">' . e($n[0]) . '</a></h3><div class="entry-summary"><p>' . e($n[1]) . '</p></div><span class="entry-date">' . $n[2] . '</span> <p class="more">&gt; <a class="more-link" href="/' . $slug . '/">En savoir +</a></p></article>';
    return $h;
}
