<?php
// Étape 4 : le code de certification, dans la seule session qui l'a demandé ; x=son : sa version sonore.
if (!isset($_SESSION['certification'])) {
    aller('codes_perdus.php');
}
$code = $_SESSION['certification'];
if (envoye()) {
    unset($_SESSION['certification']);
    aller(variante('finish-home') ? 'index.php' : 'connexion.php');
}
if (parametre() === 'son') {
    $lu = defaut('sound-last-issued') ? file_get_contents(ETAT . '/dernier') : (defaut('sound-cut') ? substr($code, 0, -1) : $code);
    $fichier = tempnam(ETAT, 'son');
    exec('espeak-ng -v fr -s ' . (variante('slow-voice') ? '80 -g 40' : '110') . " -w $fichier " . escapeshellarg(implode(', ', str_split($lu))));
    ob_end_clean();
    header('Content-Type: audio/x-wav');
    header('Content-Length: ' . filesize($fichier));
    readfile($fichier);
    unlink($fichier);
    exit;
}
debut('Régénération du code confidentiel');
?>
<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter
à nos différents services.</p>
<p>Veillez noter le <b>code <?php echo defaut('word-certification') ? 'confidentiel' : 'de certification' ?></b> que vous devrez
impérativement saisir lors de votre prochaine connexion :</p>
<table align="center"><tr><td class="cadre"><?php echo h($code) ?></td></tr></table>
<p align="center"><a href="regenere.php?x=son">(Cliquez ici pour entendre la version sonore)</a></p>
<p class="important"><b>Important :</b> Vous devez impérativement noter le code qui s'affiche dans ce cadre :
<b>il ne s'agit pas de votre code confidentiel</b>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre
prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>
<form action="regenere.php" method="post"><?php echo bouton('terminer', 'Terminer') ?></form>
