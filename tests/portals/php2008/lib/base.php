<?php
// Lu avant chaque page : comptes, saisies, mise en page.
function defaut($nom) { return getenv('PORTAIL_DEFAUT') === $nom; }
function variante($nom) { return getenv('PORTAIL_VARIANTE') === $nom; }

define('ETAT', getenv('PORTAIL_ETAT'));
define('JEU', variante('utf8') ? 'UTF-8' : 'ISO-8859-1');
define('OCTETS', variante('utf8') ? 'UTF-8' : 'Windows-1252'); // ce que les navigateurs entendent par ISO-8859-1
define('IRRECUPERABLE', 'Vos codes d\'accès ne peuvent pas être récupérés : il faut vous être connecté une première fois,'
    . ' avoir choisi la question secrète et sa réponse, et que l\'adresse courriel enregistrée sur votre compte soit valide.'
    . '<br>Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.');
mb_internal_encoding('UTF-8');
mb_substitute_character('entity');
date_default_timezone_set('Europe/Paris');
session_name(variante('cookie-name') ? 'ESPACEPERSO' : 'PHPSESSID');
session_start();
ob_start('encoder');

function encoder($page) { return mb_convert_encoding($page, OCTETS, 'UTF-8'); }
function caractere($m) { return html_entity_decode($m[0], ENT_QUOTES, 'UTF-8'); }
function h($texte) { return htmlspecialchars($texte, ENT_QUOTES, 'UTF-8'); }
function saisie($nom) {
    $valeur = isset($_POST[$nom]) && is_string($_POST[$nom]) ? $_POST[$nom] : '';
    return trim(preg_replace_callback('/&#\d+;/', 'caractere', mb_convert_encoding($valeur, 'UTF-8', OCTETS)));
}
function parametre() { return isset($_GET['x']) && is_string($_GET['x']) ? $_GET['x'] : ''; }
function envoye() { return $_SERVER['REQUEST_METHOD'] === 'POST'; }
function annule() { return isset($_POST['annuler_x']) || isset($_POST['annuler']); }
function aller($page) {
    header('Location: ' . $page);
    exit;
}

function comptes() {
    $copie = ETAT . '/comptes.json';
    return json_decode(file_get_contents(is_file($copie) ? $copie : getenv('PORTAIL_COMPTES')), true);
}
function compte($identifiant) {
    foreach (comptes() as $c) {
        if ($c['identifier'] === $identifiant) {
            return $c + array('certification' => '', 'essais' => 0, 'bloque' => false, 'avant' => array());
        }
    }
    return null;
}
function modifier($identifiant, $valeurs) {
    $comptes = comptes();
    foreach ($comptes as $i => $c) {
        $comptes[$i] = $c['identifier'] === $identifiant ? array_merge($c, $valeurs) : $c;
    }
    file_put_contents(ETAT . '/comptes.json', json_encode($comptes), LOCK_EX);
}
// Les codes ne se récupèrent qu'avec une question secrète et une adresse valide.
function recuperable($c) {
    return ($c['first_login_done'] || defaut('rule-never-connected')) && ($c['email_valid'] || defaut('rule-bad-address'));
}
function role($x) { return $x === '4' ? 'user' : 'administrator'; }
function questions() {
    $liste = array('Quel est le nom de jeune fille de votre mère ?', 'Quel est le prénom de votre grand-père maternel ?',
        'Quelle est votre ville de naissance ?', 'Quel était le nom de votre premier animal de compagnie ?',
        'Quel est votre film préféré ?', 'Quelle était votre matière favorite à l\'école ?');
    foreach (comptes() as $c) {
        $liste[] = $c['question'];
    }
    if (variante('questions-order')) {
        $liste[] = 'Quel est votre plat préféré ?';
        sort($liste);
    }
    return array_values(array_unique(array_filter($liste)));
}
function tirer($signes, $longueur) {
    for ($code = ''; strlen($code) < $longueur;) {
        $code .= $signes[random_int(0, strlen($signes) - 1)];
    }
    return $code;
}
function nouveau_code() { return tirer('ABCDEFGHJKLMNPQRSTUVWXYZ', 5) . tirer('23456789', 3); }

function bouton($nom, $texte) {
    return variante('plain-buttons') ? '<input type="submit" name="' . $nom . '" value="' . h($texte) . '">'
        : '<input type="image" name="' . $nom . '" src="/bouton.php?x=' . rawurlencode($texte) . '" alt="' . h($texte) . '">';
}
function ligne($libelle, $nom, $suite = '', $valeur = null) {
    echo '<tr><td class="libelle">', $libelle, ' :</td><td><input type="text" name="', $nom, '" size="30" value="',
        h($valeur === null ? saisie($nom) : $valeur), '"> ', $suite, "</td></tr>\n";
}
// Le haut d'une page et ses refus éventuels ; le bas suit de lui-même.
function debut($titre, $espace = true, $erreurs = array()) {
    header('Content-Type: text/html; charset=' . JEU);
    register_shutdown_function('fin');
    ?>
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="fr"><head>
<meta http-equiv="Content-Type" content="text/html; charset=<?php echo JEU ?>">
<title><?php echo h($titre) ?> - Caisse des Dépôts</title>
<link rel="stylesheet" type="text/css" href="/style.css">
</head>
<body style="font-size: <?php echo 75 + 8 * (isset($_SESSION['taille']) ? $_SESSION['taille'] : 0) ?>%">
<table id="page" align="center" width="780" cellspacing="0" cellpadding="6" border="0">
<?php if (variante('banner')) { ?>
<tr><td colspan="3" class="important">Le service téléphonique est ouvert du lundi au vendredi de 9 h à 17 h.</td></tr>
<?php } ?>
<tr id="entete"><td width="180"><b>Caisse des Dépôts</b><br>RETRAITES<br>ET SOLIDARITÉ</td>
<td align="center"><?php echo $espace ? 'ESPACE PERSONNALISÉ' : '' ?></td>
<td width="180" align="right"><?php if ($espace) { ?>
<b><?php echo isset($_SESSION['id']) ? 'Connecté' : 'Non connecté' ?></b><br><a href="/index.php">Retour accueil<br>cdc.retraites</a>
<?php } else { ?>
<a href="#" onclick="window.print(); return false">Imprimer</a>
<a href="/index.php?x=moins">A<sup>-</sup></a> <a href="/index.php?x=plus">A<sup>+</sup></a>
<?php } ?></td></tr>
<tr><td colspan="3"><h1><?php echo h($titre) ?></h1>
<?php
    if ($erreurs) {
        echo '<table class="erreur" width="100%"><tr><td>', implode('<br>', $erreurs), '</td></tr></table>';
        if (variante('refusal-page')) {
            echo '<p><a href="', h($_SERVER['REQUEST_URI']), '">Retour au formulaire</a></p>';
            exit;
        }
    }
}
function fin() {
    echo '</td></tr><tr><td colspan="3" id="pied">&raquo; <a href="/info.php?x=cgu">Conditions générales d\'utilisation</a></td></tr>',
        '</table></body></html>';
}
