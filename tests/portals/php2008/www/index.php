<?php
if (parametre() !== '') {
    $taille = isset($_SESSION['taille']) ? $_SESSION['taille'] : 0;
    $_SESSION['taille'] = max(-1, min(4, $taille + (parametre() === 'plus' ? 1 : -1)));
    aller('index.php');
}
function menu($titre, $liens) {
    echo '<h2>', $titre, '</h2><ul>';
    foreach ($liens as $x => $texte) {
        echo '<li><a href="info.php?x=', $x, '">', h($texte), '</a></li>';
    }
    echo '</ul>';
}
debut('Direction Employeur', false);
?>
<p><a href="index.php">Accueil</a> | <a href="info.php?x=profil">Changer de profil</a> | Vous êtes <a href="index.php"><b>EMPLOYEUR</b></a>
<a href="info.php?x=actif"><b>ACTIF</b></a> <a href="info.php?x=retraite"><b>RETRAITÉ</b></a> <a href="info.php?x=public"><b>AUTRE PUBLIC</b></a></p>
<table width="100%" cellpadding="6"><tr><td width="190" class="menu"><?php
menu('Informations générales', array('actualites' => 'Actualités de la Direction des Retraites', 'etudes' => 'Études et Documentations',
    'direction' => 'Présentation de la Direction des retraites', 'presse' => 'Espace presse', 'droit' => 'Droit à l\'information sur la retraite'));
menu('Liste des régimes et fonds', array('cnracl' => 'CNRACL', 'fiphfp' => 'FIPHFP', 'fspoeie' => 'FSPOEIE', 'ircantec' => 'Ircantec',
    'rafp' => 'RAFP', 'mines' => 'Retraite des Mines', 'saspa' => 'SASPA', 'autres' => 'Autres fonds'));
menu('Informations Employeur', array('actualites' => 'Votre actualité'));
?></td>
<td><h2>Votre actualité</h2>
<p><b>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</b><br>
L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale
dans le cadre des évolutions (...)<br>23/09/2010<br>&gt; <a href="info.php?x=iheps">En savoir +</a></p>
<p><b>Campagne DAI 2010 : incidence du projet de réforme des retraites</b><br>
Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG
(Estimation indicative globale) aux (...)<br>&gt; <a href="info.php?x=dai">En savoir +</a></p></td>
<td width="260" class="menu">
<form action="connexion.php" method="get"><?php echo bouton('acces', 'Accès à mon espace personnalisé') ?></form>
<form action="info.php" method="get"><input type="hidden" name="x" value="recherche"><h2>RECHERCHER SUR LE SITE :</h2>
Tapez un mot-clé, une expression<br><input type="text" name="mot" size="16"> <?php echo bouton('ok', 'OK') ?></form>
<h2>Liens utiles</h2>
<p>Forum Retraite 2010 :<br>les actes et les vidéos en ligne<br>&gt; <a href="info.php?x=forum">En savoir +</a></p></td></tr></table>
