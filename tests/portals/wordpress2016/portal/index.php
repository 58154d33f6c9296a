<?php
/* Point d'entrée (php -S 127.0.0.1:PORT -t public index.php) */
if (PHP_SAPI == 'cli-server' && preg_match('#^/(style\.css|main\.js|logo\.png)(\?|$)#', $_SERVER['REQUEST_URI'])) return false;
require __DIR__ . '/functions.php';
require __DIR__ . '/forms.php';
require __DIR__ . '/pages.php';
require __DIR__ . '/template.php';
session_open();
$key = current_key();
$form = is_string($_POST['_form'] ?? null) && isset(forms()[$_POST['_form']]) ? $_POST['_form'] : '';
if ($_SERVER['REQUEST_METHOD'] == 'POST' && $form) {
    $R[$form] = handle($form);
    if ($key == 'ajax') { ajax_reply($form, $R[$form]); exit; }
    if ($R[$form]['redirect']) go($R[$form]['redirect']);
}
$espace = array('espace' => true, 'crumbs' => array('Mon espace personnalisé' => u('login')));
$lost = array('espace' => true, 'crumbs' => array('Mon espace personnalisé' => u('login'), 'Codes perdus' => u('lost')));
$call = function ($name) use (&$me) {             // pages réservées
    $me = current_user_account();
    if ($me) return;
    flash('error', 'Vous devez vous identifier pour accéder à cette page.');
    go(session_account('pending') && !v('cert-same-page') ? u('cert') : u('login'));
};
$legend = '<p class="legende">* Champs obligatoires</p>';

switch ($key) {
case 'home':
    if (isset($_GET['s'])) {
        $q = sanitize_text_field($_GET['s']);
        $h = '';
        foreach (pages() as $slug => $p) if ($q !== '' && mb_stripos($p[0] . ' ' . strip_tags($p[2]), $q) !== false) $h .= '<article class="hentry"><h3><a href="/' . $slug . '/">' . e($p[0]) . '</a></h3><p>' . e(mb_substr(strip_tags($p[2]), 0, 140)) . '</p></article>';
        render('Résultats de recherche pour : ' . $q, $h ?: '<p>Désolé, mais rien ne correspond à votre recherche. Veuillez réessayer avec des mots différents.</p>');
        break;
    }
    $slides = '';
    foreach (NEWS as $slug => $n) $slides .= '<li class="slide' . ($slides ? '' : ' active') . '"><a href="/' . $slug . '/"><strong>' . e($n[0]) . '</strong></a></li>';
    $access = '<section class="acces"><p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p><p><a class="button big" href="' . u('login') . '">Accès à mon espace personnalisé</a></p></section>';
    render('Accueil', '<h1 class="screen-reader-text">Retraites et solidarité - Direction Employeur</h1>' . $access . '<section class="profils"><p>Vous êtes</p>' . ul_links(PROFILES, 'tabs') . '</section>'
        . '<div class="slider"><ul>' . $slides . '</ul><a href="#" class="prev" title="Précédent">&lsaquo;</a><a href="#" class="next" title="Suivant">&rsaquo;</a></div>'
        . '<section class="actualite"><h2>Votre actualité</h2>' . news_list() . '</section><div class="columns"><section><h2>Informations générales</h2>' . ul_links(INFOS) . '</section><section><h2>Liste des régimes et fonds</h2>' . ul_links(REGIMES)
        . '</section><section><h2>Informations Employeur</h2><ul><li><a href="/votre-actualite/">Votre actualité</a></li></ul></section></div>', array('home' => true));
    break;

case 'login':
    $same = v('cert-same-page') && session_account('pending');
    render('ACCÈS À MON ESPACE PERSONNALISÉ >', '<div class="login-columns"><section class="box"><h2>Je suis déjà inscrit(e)</h2>' . ($same ? '<p>Veuillez saisir votre code de certification pour terminer votre connexion.</p>' . form('cert') : form('login'))
        . '<p><a href="' . u('lost') . '">Codes perdus *</a></p><p><a href="/aide-a-la-connexion/">Aide à la connexion</a></p><h3>Plus d\'info ?</h3><ul><li>&gt; <a href="/je-suis-administrateur/">Je suis administrateur</a></li><li>&gt; <a href="/je-suis-utilisateur/">Je suis utilisateur</a></li></ul></section>'
        . '<section class="box"><h2>Je ne suis pas encore inscrit(e)</h2><p><a class="button" href="/inscription/">Je m\'inscris</a></p><h3>Plus d\'info ?</h3><ul><li>&gt; <a href="/presentation-espace/">Présentation de l\'espace personnalisé</a></li><li>&gt; <a href="/demonstration-video/">Démonstration vidéo de l\'inscription ▶</a></li><li>&gt; <a href="/inscription-administrateur/">Inscription d\'un administrateur</a></li><li>&gt; <a href="/inscription-utilisateur/">Inscription d\'un utilisateur</a></li><li>&gt; <a href="/conditions-generales-utilisation/">Conditions générales d\'utilisation (CGU)</a></li></ul></section>'
        . '<section class="box ariane"><h2>Poser votre question</h2>' . form('ariane') . '</section></div>'
        . '<div class="aide-codes"><p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p><p>(*) Vous pouvez récupérer vos codes d\'accès uniquement :</p><ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li><li>si l\'adresse courriel enregistrée sur votre compte est valide</li>'
        . '</ul><p>Si ce n\'est pas le cas :<br>demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></div>', array('espace' => true));
    break;

case 'cert':
    if (!session_account('pending')) go(u('login'));
    render('Code de certification', '<p>Vous avez récemment régénéré votre code confidentiel. Pour terminer votre connexion, saisissez le <strong>code de certification</strong> que vous avez noté. Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.</p>' . form('cert', array('cancel' => u('login'))) . $legend, $espace);
    break;

case 'logout':
    if (verify_nonce($_GET['_wpnonce'] ?? '', 'logout')) {
        unset($_SESSION['user'], $_SESSION['pending']);
        session_regenerate_id(true);
        flash('updated', 'Vous êtes maintenant déconnecté(e).');
    }
    go(u('login'));

case 'lost':
    $here = function ($url) { return '<a href="' . e($url) . '">cliquez ici</a>'; };
    $c = u('regen'); $i = u('search', 'perdu=identifiant');
    if (d('step1-links-swapped')) list($c, $i) = array($i, $c);
    render('Codes perdus', '<h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2><p class="intro">En fonction de votre situation, cliquez sur l\'un des choix</p><div class="box"><h3>Vous êtes administrateur</h3><ul><li>Vous avez perdu votre <strong>code confidentiel</strong> : ' . $here($c) . '</li><li>Vous avez perdu votre <strong>code identifiant</strong> : ' . $here($i)
        . '</li><li>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : ' . $here(u('search', 'perdu=codes')) . '</li></ul></div>' . (d('step1-user-missing') ? '' : '<div class="box"><h3>Vous êtes utilisateur sans être administrateur</h3><ul><li>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : ' . $here(u('user')) . '</li></ul></div>')
        . '<p><a href="' . u('login') . '">[annuler]</a></p>', $espace);
    break;

case 'user':
    render('Utilisateur : codes perdus', '<p>Vous êtes utilisateur sans être administrateur : vos codes d\'accès sont gérés par l\'administrateur de votre établissement.</p><p><strong>Adressez-vous à un administrateur de votre établissement</strong> : il retrouvera votre code identifiant et régénérera votre code confidentiel depuis son espace personnalisé.</p><p><a class="button" href="' . u('lost') . '">Retour</a></p>', $lost);
    break;

case 'search':
    $perdu = ($_POST['perdu'] ?? $_GET['perdu'] ?? '') === 'identifiant' ? 'identifiant' : 'codes';
    render('Recherche de votre code identifiant', '<p>Complétez les champs obligatoires * puis cliquez sur « rechercher ».</p><div class="help"><p>' . BCR_HELP . '</p></div>' . form('search', array('cancel' => u('lost'), 'hidden' => array('perdu' => $perdu)))
        . $legend . '<p class="legende">** Vous devez obligatoirement compléter au moins l\'un de ces deux champs</p><div class="help"><p>Si votre requête n\'aboutit pas, vérifiez que :</p><ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li><li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l\'inscription,</li><li>vous êtes bien inscrit en tant qu\'administrateur pour votre établissement.</li></ul></div>', $lost);
    break;

case 'result':
    if (empty($_SESSION['found'])) go(u('lost'));
    render('Votre code identifiant', '<p>Votre requête a abouti.</p><p>Votre code identifiant est : <strong class="identifiant">' . e($_SESSION['found']) . '</strong></p><p>Conservez-le soigneusement, il vous sera demandé à chaque connexion.</p><p><a class="button" href="' . u('login') . '">Me connecter</a> <a href="' . u('regen', 'suite=recherche') . '">J\'ai aussi perdu mon code confidentiel</a></p>', $lost);
    break;

case 'regen':
    $vals = array();
    $known = isset($_GET['suite']) && !empty($_SESSION['found']) && !d('step3-identifier-empty');
    if ($known) $vals['ident'] = $_SESSION['found'];
    if ($known && v('names-prefilled')) $vals += array('last_name' => account($vals['ident'])['last_name'], 'first_name' => account($vals['ident'])['first_name']);
    render('Regénérer votre code confidentiel', '<p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <strong>un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.</strong></p>' . ($known ? '<p class="help">Votre identifiant est renseigné automatiquement</p>' : '')
        . form('regen', array('vals' => $vals, 'readonly' => $known ? array('ident') : array(), 'cancel' => u('lost'))) . $legend, $lost);
    break;

case 'done':
    if (isset($_GET['terminer'])) { unset($_SESSION['certification']); go(v('finish-home') ? '/' : u('login')); }
    if (empty($_SESSION['certification'])) go(u('lost'));
    render('Régénération du code confidentiel', '<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p><p>Veillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>'
        . '<div class="certification">' . $_SESSION['certification'] . '</div><p class="sonore"><a href="' . u('audio') . '">(Cliquez ici pour entendre la version sonore)</a></p>'
        . (d('step4-warning-missing') ? '' : '<p class="important"><strong>Important</strong> : Vous devez impérativement noter le code qui s\'affiche dans ce cadre : <strong>il ne s\'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>')
        . (d('step4-finish-missing') ? '' : '<p><a class="button" href="' . u('done', 'terminer=1') . '">Terminer</a></p>'), $lost);
    break;

case 'audio':
    if (empty($_SESSION['certification'])) { http_response_code(404); break; }
    $wav = voice_wav(d('audio-other-code') ? new_certification_code() : $_SESSION['certification']);
    header('Content-Type: audio/x-wav');
    header('Content-Length: ' . strlen($wav));
    echo $wav;
    break;

case 'space':
    $call('space');
    if (!$me['first_login_done']) go(u('question'));
    $h = '<p>Bienvenue dans votre espace personnalisé, <strong>' . e($me['first_name'] . ' ' . $me['last_name']) . '</strong>.</p>' . (empty($me['provisional']) ? '' : '<p class="notice">Votre code confidentiel est provisoire : vous pouvez le <a href="' . u('profile') . '">modifier dans votre profil</a>.</p>')
        . '<table class="etablissement"><tr><th>Numéro SIRET</th><td>' . e($me['siret']) . '</td></tr><tr><th>Numéro BCR</th><td>' . e($me['bcr']) . '</td></tr><tr><th>Numéro de contrat</th><td>' . (e($me['contract']) ?: '-') . '</td></tr><tr><th>Profil</th><td>' . ($me['role'] == 'administrator' ? 'Administrateur' : 'Utilisateur') . '</td></tr></table><h2>Vos services en ligne</h2>';
    render('Mon espace personnalisé', $h . '<ul class="services"><li>Déclarations individuelles</li><li>Comptes individuels retraite</li><li>Simulation de calcul</li><li>Documents à télécharger</li>' . ($me['role'] == 'administrator' ? '<li>Gestion des utilisateurs</li>' : '') . '</ul><p class="aide">Les services sont accessibles du lundi au samedi, de 7 h à 21 h.</p>', $espace);
    break;

case 'question':
    $call('question');
    render('Choix de la question secrète', '<p>C\'est votre première connexion : choisissez une question secrète et sa réponse. Elles vous seront demandées si vous perdez vos codes d\'accès.</p>' . form('question') . $legend, $espace);
    break;

case 'profile':
    $call('profile');
    render('Mon profil', '<p>Adresse e-mail enregistrée : ' . e($me['email']) . '</p><h2>Modifier mon code confidentiel</h2>' . form('password') . $legend, $espace);
    break;

default:
    $slug = trim(rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: ''), '/');
    $all = pages();
    if ($slug == 'plan-du-site') {
        $h = array();
        foreach ($all as $s => $p) $h[$s] = $p[0];
        render('Plan du site', ul_links($h));
    } elseif (isset($all[$slug])) render($all[$slug][0], $all[$slug][2], array('crumbs' => $all[$slug][1] == 'Accueil' ? array() : array($all[$slug][1] => $all[$slug][1] == 'Mon espace personnalisé' ? u('login') : '')));
    else render('Page introuvable', '<p>Cette page n\'a pas pu être trouvée. Essayez une recherche ?</p><p><a href="/">Retour à l\'accueil</a></p>', array('status' => 404));
}
