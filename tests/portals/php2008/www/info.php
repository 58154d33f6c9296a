<?php
// Pages d'information : info.php?x=nom
$titres = array('profil' => 'Changer de profil', 'actif' => 'Actif', 'retraite' => 'Retraité', 'public' => 'Autre public',
    'actualites' => 'Actualités de la Direction des Retraites', 'direction' => 'Présentation de la Direction des retraites',
    'etudes' => 'Études et Documentations', 'presse' => 'Espace presse', 'droit' => 'Droit à l\'information sur la retraite',
    'cnracl' => 'CNRACL', 'fiphfp' => 'FIPHFP', 'fspoeie' => 'FSPOEIE', 'ircantec' => 'Ircantec', 'rafp' => 'RAFP',
    'mines' => 'Retraite des Mines', 'saspa' => 'SASPA', 'autres' => 'Autres fonds', 'iheps' => 'Partenariat avec l\'IHEPS',
    'dai' => 'Campagne DAI 2010', 'forum' => 'Forum Retraite 2010', 'aide' => 'Aide à la connexion',
    'administrateur' => 'Je suis administrateur', 'utilisateur' => 'Je suis utilisateur', 'inscription' => 'Je m\'inscris',
    'presentation' => 'Présentation de l\'espace personnalisé', 'video' => 'Démonstration vidéo de l\'inscription',
    'inscription_a' => 'Inscription d\'un administrateur', 'inscription_u' => 'Inscription d\'un utilisateur',
    'cgu' => 'Conditions générales d\'utilisation', 'recherche' => 'Rechercher sur le site', 'ariane' => 'Poser votre question');
$textes = array('aide' => 'Saisissez votre code identifiant et votre code confidentiel en respectant les majuscules, puis cliquez sur « Je valide ».',
    'inscription' => 'Munissez-vous de votre numéro SIRET et de votre numéro BCR ou de contrat, puis adressez-vous à votre gestionnaire.',
    'cgu' => 'Les codes d\'accès sont personnels et ne doivent pas être communiqués à un tiers.',
    'recherche' => 'Aucun document ne correspond à votre recherche.',
    'ariane' => 'Si vous avez perdu vos codes, cliquez sur « Codes perdus * » dans la fenêtre de connexion.',
    '' => 'La page demandée n\'existe pas.');
$x = isset($titres[parametre()]) ? parametre() : '';
if ($x === '') {
    header('HTTP/1.0 404 Not Found');
}
debut($x === '' ? 'Page introuvable' : $titres[$x], false);
?>
<p><?php echo isset($textes[$x]) ? $textes[$x] : 'Cette rubrique est tenue à jour par la Direction des retraites et de la solidarité.' ?></p>
<p><a href="/index.php">Accueil</a></p>
