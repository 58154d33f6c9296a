<?php debut('Codes perdus') ?>
<h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2>
<p>En fonction de votre situation, cliquez sur l'un des choix</p>
<table width="100%" cellpadding="8">
<tr><td class="menu"><h2>Vous êtes administrateur</h2><ul>
<li>Vous avez perdu votre <b>code confidentiel</b> : <a href="regeneration.php?x=1">cliquez ici</a></li>
<li>Vous avez perdu votre <b>code identifiant</b> : <a href="recherche.php?x=2">cliquez ici</a></li>
<li>Vous avez perdu votre <b>code identifiant et votre code confidentiel</b> :
<a href="recherche.php?x=<?php echo defaut('link-both') ? 2 : 3 ?>">cliquez ici</a></li></ul></td></tr>
<tr><td class="menu"><h2>Vous êtes utilisateur sans être administrateur</h2><ul>
<li>Vous avez perdu votre <b>code identifiant et / ou votre code confidentiel</b> :
<a href="recherche.php?x=4">cliquez ici</a></li></ul></td></tr>
</table>
<p>[<a href="connexion.php">annuler</a>]</p>
