<?php
// Étape 2. x=2 : identifiant seul ; x=3 : identifiant et code confidentiel ; x=4 : utilisateur.
$x = in_array(parametre(), array('3', '4'), true) ? parametre() : '2';
if (envoye() && annule()) {
    aller('codes_perdus.php');
}
function chercher($role, $s) {
    $trouve = null;
    foreach (comptes() as $c) {
        if (($c['role'] === $role || defaut('rule-user-found'))
            && $c['last_name'] === $s['nom'] && $c['first_name'] === $s['prenom'] && $c['siret'] === $s['siret']
            && ($s['bcr'] === '' || $c['bcr'] === $s['bcr']) && ($s['contrat'] === '' || $c['contract'] === $s['contrat'])) {
            $trouve = $trouve && recuperable($trouve) ? $trouve : $c;
        }
    }
    return $trouve;
}

$erreurs = array();
$trouve = '';
if (envoye()) {
    foreach (array('siret' => 'Numéro SIRET', 'bcr' => '', 'contrat' => '', 'nom' => 'Votre Nom', 'prenom' => 'Prénom') as $nom => $obligatoire) {
        $s[$nom] = saisie($nom);
        if ($obligatoire && $s[$nom] === '') {
            $erreurs[] = 'Le champ « ' . $obligatoire . ' » est obligatoire.';
        }
    }
    if ($s['bcr'] . (defaut('rule-contract') ? '' : $s['contrat']) === '' && !defaut('rule-neither')) {
        $erreurs[] = 'Vous devez obligatoirement compléter au moins l\'un des deux champs : numéro BCR, numéro de contrat.';
    }
    $c = $erreurs ? null : chercher(role($x), $s);
    if ($c && recuperable($c)) {
        $trouve = $c['identifier'];
    } elseif (!$erreurs) {
        $erreurs[] = $c ? IRRECUPERABLE : 'Votre requête n\'a pas abouti. Vérifiez que :'
            . '<br>- le n° de BCR ou de contrat est bien saisi en majuscules,'
            . '<br>- les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l\'inscription,'
            . '<br>- vous êtes bien inscrit en tant qu\'' . ($x === '4' ? 'utilisateur' : 'administrateur') . ' pour votre établissement.';
    }
    if ($trouve !== '' && $x !== '2') {
        $_SESSION['trouve'] = $trouve;
        aller('regeneration.php?x=' . $x);
    }
}
debut('Recherche de votre code identifiant', true, $erreurs);
if ($trouve !== '') { ?>
<p>Votre code identifiant est le suivant :</p>
<table align="center"><tr><td class="cadre"><?php echo h($trouve) ?></td></tr></table>
<p><a href="connexion.php">Accès à mon espace personnalisé</a></p>
<?php exit;
} ?>
<form action="recherche.php?x=<?php echo $x ?>" method="post">
<h2>Votre établissement</h2>
<table><?php
ligne('Numéro SIRET *', 'siret');
ligne('Numéro BCR **', 'bcr', 'Saisie en majuscules');
ligne('Numéro de contrat **', 'contrat', 'Saisie en majuscules');
?></table>
<h2>Coordonnées professionnelles</h2>
<table><?php
ligne('Votre Nom *', 'nom');
ligne('Prénom *', 'prenom');
?><tr><td></td><td><?php echo bouton('rechercher', 'rechercher'), ' ', bouton('annuler', 'Annuler') ?></td></tr></table>
</form>
<p>* Champs obligatoires<br>** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>
