<?php
if (parametre() === 'fin') {
    session_regenerate_id(true);
    $_SESSION = array();
}
$attente = defaut('space-open') && isset($_SESSION['attente']) ? $_SESSION['attente'] : null;
$c = compte(isset($_SESSION['id']) ? $_SESSION['id'] : $attente);
if (!$c) {
    aller('connexion.php');
}
debut('Mon espace personnalisé');
?>
<p>Bienvenue, <b><?php echo h($c['first_name'] . ' ' . $c['last_name']) ?></b> - [<a href="espace.php?x=fin">se déconnecter</a>]</p>
<table cellpadding="4">
<tr><td class="libelle">Code identifiant :</td><td><?php echo h($c['identifier']) ?></td></tr>
<tr><td class="libelle">Profil :</td><td><?php echo $c['role'] === 'user' ? 'Utilisateur' : 'Administrateur' ?></td></tr>
<tr><td class="libelle">Numéro SIRET :</td><td><?php echo h($c['siret']) ?></td></tr>
<tr><td class="libelle">Adresse e-mail :</td><td><?php echo h($c['email']) ?></td></tr>
</table>
