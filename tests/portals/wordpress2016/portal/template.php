<?php
/* Gabarit : en-tête, fil d'Ariane, colonne latérale, pied de page */
function render($title, $body, $o = array()) {     // $o : crumbs (titre => adresse), espace, home, status
    $user = current_user_account();
    $espace = !empty($o['espace']);
    http_response_code($o['status'] ?? 200);
    header('Content-Type: text/html; charset=UTF-8');
    $size = isset($_COOKIE['taille']) ? max(80, min(150, (int) $_COOKIE['taille'])) : 100;
    $state = $user ? 'Connecté : ' . e($user['first_name'] . ' ' . $user['last_name']) : (d('wrong-connected-state') ? 'Connecté' : 'Non connecté');
    $flash = $_SESSION['flash'] ?? null;
    unset($_SESSION['flash']);
    $crumbs = '<div class="breadcrumb">Vous êtes ici : <a href="/">Accueil</a>';
    foreach ($o['crumbs'] ?? array() as $t => $url) $crumbs .= ' &rsaquo; ' . ($url ? '<a href="' . e($url) . '">' . e($t) . '</a>' : '<span>' . e($t) . '</span>');
    $crumbs .= ' &rsaquo; <span class="current">' . e($title) . '</span></div>';
?>
<!DOCTYPE html>
<html lang="fr-FR" style="font-size:<?= $size ?>%">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><?= e($title) ?> | Retraites et solidarité - Caisse des Dépôts</title>
<meta name="generator" content="Agence CMS 4.4.2">
<link rel="stylesheet" href="/style.css?ver=4.4.2">
<link rel="icon" type="image/png" href="/logo.png">
</head>
<body class="page <?= $espace ? 'page-template-espace' : 'page-template-default' ?><?= $user ? ' logged-in admin-bar' : '' ?><?= v('sidebar-left') ? ' sidebar-left' : '' ?>">
<?php if ($user): ?>
<div id="wpadminbar"><ul><li><a href="<?= u('space') ?>">Mon espace</a></li><li><a href="<?= u('profile') ?>">Mon profil</a></li><li class="right">Bonjour, <?= e($user['first_name'] . ' ' . $user['last_name']) ?></li><li class="right"><a href="<?= u('logout', '_wpnonce=' . create_nonce('logout')) ?>">Se déconnecter</a></li></ul></div>
<?php endif ?>
<a class="skip-link" href="#content">Aller au contenu</a>
<div id="page" class="hfeed site">
<header id="masthead" class="site-header">
  <div class="utility"><?= d('print-missing') ? '' : '<a href="#" class="print">Imprimer</a>' ?> <a href="#" class="smaller" title="Réduire la taille des caractères">A⁻</a> <a href="#" class="bigger" title="Augmenter la taille des caractères">A⁺</a></div>
  <a class="brand" href="/"><img src="/logo.png" width="48" height="48" alt=""> <span class="cdc">Caisse des Dépôts</span> <span class="site-title">RETRAITES ET SOLIDARITÉ</span></a>
<?php if ($espace): ?>
  <p class="site-description">ESPACE PERSONNALISÉ</p>
  <div class="etat"><span class="statut"><?= $state ?></span> <a class="retour" href="/">Retour accueil cdc.retraites</a></div>
<?php else: ?>
  <p class="site-description">Direction Employeur</p>
<?php endif ?>
  <button class="menu-toggle" aria-controls="primary-menu" aria-expanded="false" title="Menu">&#9776;</button>
  <nav id="primary-menu" class="main-navigation"><ul class="menu"><li><a href="/">Accueil</a></li><li><a href="/changer-de-profil/">Changer de profil</a></li><li><a href="/votre-actualite/">Votre actualité</a></li><li class="menu-item-has-children"><a href="/presentation-espace/">Espace personnalisé</a><ul class="sub-menu"><li><a href="<?= u('login') ?>">Connexion</a></li><li><a href="/aide-a-la-connexion/">Aide à la connexion</a></li><li><a href="/inscription/">Inscription</a></li></ul></li><li><a href="/espace-presse/">Espace presse</a></li><li><a href="/contact/">Contact</a></li></ul></nav>
</header>
<?= empty($o['home']) ? $crumbs : '' ?>
<div id="content" class="site-content">
<main id="main" class="site-main" role="main">
<?= $flash ? '<div class="notice ' . $flash[0] . '" role="alert"><p>' . e($flash[1]) . '</p></div>' : '' ?>
<?= empty($o['home']) ? '<article class="hentry"><header class="entry-header"><h1 class="entry-title">' . e($title) . '</h1></header><div class="entry-content">' . $body . '</div></article>' : $body ?>
<?php if ($espace): ?>
<p class="cgu">» <a href="/conditions-generales-utilisation/">Conditions générales d'utilisation</a></p>
<?php endif ?>
</main>
<aside id="secondary" class="widget-area" role="complementary">
  <section class="widget widget_search"><h2 class="widget-title">RECHERCHER SUR LE SITE :</h2><form role="search" method="get" class="search-form" action="/"><input type="search" class="search-field" placeholder="Tapez un mot-clé, une expression" name="s" value="<?= e(sanitize_text_field($_GET['s'] ?? '')) ?>"><input type="submit" class="search-submit" value="OK"></form></section>
<?php if (!empty($o['home'])): ?>
  <section class="widget widget_links"><h2 class="widget-title">Liens utiles</h2><p>Forum Retraite 2010 :<br>les actes et les vidéos en ligne<br>&gt; <a href="/forum-retraite-2010/">En savoir +</a></p></section>
<?php endif ?>
  <section class="widget widget_newsletter"><h2 class="widget-title">Lettre d'information</h2><?= form('newsletter') ?></section>
  <section class="widget widget_contact"><h2 class="widget-title">Nous contacter</h2><p>Du lundi au vendredi, de 9 h à 17 h<br><a href="/contact/">Écrivez-nous</a></p></section>
</aside>
</div>
<footer id="colophon" class="site-footer">
  <div class="footer-col"><h3>Informations générales</h3><?= ul_links(INFOS) ?></div>
  <div class="footer-col"><h3>Votre profil</h3><ul><?php foreach (PROFILES as $slug => $t) echo '<li><a href="/' . $slug . '/">' . ucfirst(mb_strtolower($t)) . '</a></li>' ?></ul></div>
  <div class="footer-col"><h3>Le site</h3><ul><li><a href="/plan-du-site/">Plan du site</a></li><li><a href="/mentions-legales/">Mentions légales</a></li><li><a href="/donnees-personnelles/">Données personnelles et cookies</a></li><li><a href="/accessibilite/">Accessibilité : partiellement conforme</a></li><li><a href="/contact/">Contact</a></li></ul></div>
  <p class="site-info">© 2016 Caisse des Dépôts - Direction des retraites et de la solidarité</p>
</footer>
</div>
<?php if (empty($_COOKIE['cookies_ok'])): ?>
<div id="cookie-notice">En poursuivant votre navigation sur ce site, vous acceptez l'utilisation de cookies. <a href="/donnees-personnelles/">En savoir plus</a> <a href="#" class="button cookie-ok">OK</a></div>
<?php endif ?>
<script src="/main.js?ver=4.4.2"></script>
</body>
</html>
<?php
}
