<?php
$erreurs = array();
if (envoye()) {
    list($identifiant, $code) = array(saisie('identifiant'), saisie('code'));
    $c = compte($identifiant);
    $juste = $c && ($c['confidential_code'] === $code || defaut('old-code') && $c['avant'] && $c['avant']['code'] === $code);
    if ($identifiant === '' || $code === '') {
        $erreurs[] = 'Saisissez votre code identifiant et votre code confidentiel.';
    } elseif (!$juste) {
        $erreurs[] = 'Code identifiant ou code confidentiel incorrect.';
    } elseif ($c['bloque']) {
        $erreurs[] = 'Votre code confidentiel n\'est plus valable : vous devez le renouveler par la page « Codes perdus ».';
    } elseif ($c['certification'] !== '' && !defaut('cert-skipped')) {
        unset($_SESSION['id'], $_SESSION['essais']);
        $_SESSION['attente'] = $identifiant;
        aller('certification.php');
    } else {
        session_regenerate_id(true);
        $_SESSION = array('id' => $identifiant);
        aller('espace.php');
    }
}
debut('ACCÈS À MON ESPACE PERSONNALISÉ >', false, $erreurs);
?>
<table width="100%" cellpadding="8"><tr><td width="50%">
<h2>Je suis déjà inscrit(e)</h2>
<form action="connexion.php" method="post"><table>
<tr><td>Code identifiant</td><td><input type="text" name="identifiant" size="18" value="<?php echo h(saisie('identifiant')) ?>"></td></tr>
<tr><td>Code confidentiel</td><td><input type="password" name="code" size="18"></td></tr>
<tr><td></td><td><?php echo bouton('valider', 'Je valide') ?></td></tr>
</table></form>
<p><a href="codes_perdus.php">Codes perdus *</a><br><a href="info.php?x=aide">Aide à la connexion</a></p>
<h2>Plus d'info ?</h2>
<p>&gt; <a href="info.php?x=administrateur">Je suis administrateur</a><br>&gt; <a href="info.php?x=utilisateur">Je suis utilisateur</a></p>
</td><td>
<h2>Je ne suis pas encore inscrit(e)</h2>
<form action="info.php" method="get"><input type="hidden" name="x" value="inscription"><?php echo bouton('inscrire', 'Je m\'inscris') ?></form>
<h2>Plus d'info ?</h2>
<p>&gt; <a href="info.php?x=presentation">Présentation de l'espace personnalisé</a><br>
&gt; <a href="info.php?x=video">Démonstration vidéo de l'inscription</a><br>
&gt; <a href="info.php?x=inscription_a">Inscription d'un administrateur</a><br>
&gt; <a href="info.php?x=inscription_u">Inscription d'un utilisateur</a><br>
&gt; <a href="info.php?x=cgu">Conditions générales d'utilisation (CGU)</a></p>
<h2>Poser votre question</h2>
<form action="info.php" method="get"><input type="hidden" name="x" value="ariane">Bonjour, je m'appelle Ariane et je suis là
pour vous aider<br><input type="text" name="mot" size="24"> <?php echo bouton('demander', 'Demander') ?></form>
</td></tr></table>
<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p>
<ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>
<li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul>
<p>Si ce n'est pas le cas :<br>demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p>
