<?php
// Connexion qui suit une régénération : le code de certification est demandé.
$c = isset($_SESSION['attente']) ? compte($_SESSION['attente']) : null;
if (!$c || $c['certification'] === '' || $c['bloque']) {
    aller('connexion.php');
}
function certifie($c, $saisi) {
    return $saisi === $c['certification'] || defaut('old-cert') && $saisi === $c['avant']['certification']
        || defaut('cert-part') && strlen($saisi) >= 4 && strpos($c['certification'], $saisi) === 0;
}
$erreurs = array();
$bloque = false;
$saisi = saisie('certification');
if (envoye() && $saisi === '') {
    $erreurs[] = 'Saisissez votre code de certification.';
} elseif (envoye() && certifie($c, $saisi)) {
    modifier($c['identifier'], array('certification' => defaut('cert-again') ? $c['certification'] : '', 'essais' => 0));
    session_regenerate_id(true);
    $_SESSION = array('id' => $c['identifier']);
    aller('espace.php');
} elseif (envoye()) {
    if (defaut('cert-per-session')) {
        $c['essais'] = isset($_SESSION['essais']) ? $_SESSION['essais'] : 0;
    }
    $essais = $_SESSION['essais'] = $c['essais'] + 1;
    $reste = (defaut('cert-fourth') ? 4 : 3) - $essais;
    $bloque = $reste <= 0;
    $oubli = $bloque && defaut('cert-no-renewal');
    modifier($c['identifier'], array('essais' => $oubli ? 0 : $essais, 'bloque' => $bloque && !$oubli));
    $erreurs[] = 'Code de certification incorrect. ' . ($bloque ? 'Vous avez fait 3 essais infructueux : vous devez renouveler votre'
        . ' code confidentiel par la page <a href="codes_perdus.php">Codes perdus</a>.' : 'Essais restants : ' . $reste . '.');
}
if ($bloque) {
    unset($_SESSION['attente']);
}
debut('Code de certification', true, $erreurs);
if ($bloque) {
    exit;
}
?>
<p>Votre code confidentiel a été régénéré. Saisissez le code de certification que vous avez noté lors de votre demande.</p>
<form action="certification.php" method="post"><table>
<?php ligne('Code de certification *', 'certification', '', '') ?>
<tr><td></td><td><?php echo bouton('valider', 'Je valide') ?></td></tr></table></form>
<p>* Champs obligatoires</p>
