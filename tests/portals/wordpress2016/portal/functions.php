<?php
/* Thème « CDC Retraites » - fonctions communes (état, adresses, sécurité, courriel, sonore) */
define('STATE', getenv('PORTAL_STATE'));

function d($name) { return getenv('PORTAL_DEFECT') === $name; }
function v($name) { return getenv('PORTAL_VARIATION') === $name; }
function e($s) { return htmlspecialchars($s, ENT_QUOTES, 'UTF-8'); }
function sanitize_text_field($s) { return is_string($s) ? trim(preg_replace('/\s+/u', ' ', strip_tags($s)) ?? '') : ''; }

/* ---------- adresses ---------- */
function routes() {
    return array(
        'home' => '/', 'login' => '/connexion/', 'cert' => '/connexion/certification/', 'logout' => '/connexion/deconnexion/',
        'lost' => '/codes-perdus/', 'user' => '/codes-perdus/utilisateur/', 'search' => '/codes-perdus/recherche-code-identifiant/',
        'result' => '/codes-perdus/votre-code-identifiant/', 'regen' => '/codes-perdus/regenerer-code-confidentiel/',
        'done' => '/codes-perdus/code-de-certification/', 'audio' => '/codes-perdus/code-de-certification/version-sonore.wav',
        'space' => '/mon-espace/', 'question' => '/mon-espace/question-secrete/', 'profile' => '/mon-espace/mon-profil/', 'ajax' => '/ajax/admin-ajax.php',
    );
}
function u($key, $query = '') {
    $r = routes();
    if (v('plain-permalinks') && $key != 'home') {
        $url = '/?page_id=' . (101 + array_search($key, array_keys($r)) * 7);
        return $query ? $url . '&' . $query : $url;
    }
    return $r[$key] . ($query ? '?' . $query : '');
}
function current_key() {
    $path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
    if (v('plain-permalinks')) {
        $n = isset($_GET['page_id']) ? ((int) $_GET['page_id'] - 101) / 7 : -1;
        $keys = array_keys(routes());
        if ($path == '/' && is_int($n) && isset($keys[$n])) return $keys[$n];
        return $path == '/' ? 'home' : '';
    }
    return (string) array_search($path, routes());
}
function go($url) { header('Location: ' . $url, true, 302); exit; }

/* ---------- comptes ---------- */
function accounts() { return json_decode(file_get_contents(STATE . '/accounts.json'), true); }
function account($id) {
    foreach (accounts() as $a) if ($a['identifier'] === $id) return $a;
    return null;
}
function account_save($id, $changes) {
    $all = accounts();
    foreach ($all as $i => $a) if ($a['identifier'] === $id) $all[$i] = array_merge($a, $changes);
    file_put_contents(STATE . '/accounts.json', json_encode($all, JSON_UNESCAPED_UNICODE), LOCK_EX);
}
function questions() {
    $own = array('Quel est le nom de jeune fille de votre mère ?', 'Quel est le prénom de votre meilleur ami d\'enfance ?', 'Quelle est votre ville de naissance ?',
        'Quel est le nom de votre premier animal de compagnie ?', 'Quel est le nom de votre école primaire ?', 'Quelle était la marque de votre première voiture ?');
    foreach (accounts() as $a) if (!empty($a['question'])) $own[] = $a['question'];
    return array_values(array_unique($own));
}
function random_from($alphabet, $n) {
    for ($s = ''; strlen($s) < $n;) $s .= $alphabet[random_int(0, strlen($alphabet) - 1)];
    return $s;
}
function new_confidential_code() {
    return random_from('ABCDEFGHJKLMNPQRSTUVWXYZ', 5) . random_from('23456789', 3);
}
function new_certification_code() {
    return random_from(v('cert-digits') ? '0123456789' : 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 10);
}

/* ---------- session ---------- */
function session_open() {
    session_name('cdc_espace_sess');
    session_set_cookie_params(array('lifetime' => 0, 'path' => '/', 'httponly' => true));
    session_start();
    if (empty($_SESSION['salt'])) $_SESSION['salt'] = bin2hex(random_bytes(16));
    if (isset($_SESSION['seen']) && time() - $_SESSION['seen'] > 1800) unset($_SESSION['user'], $_SESSION['pending']);
    $_SESSION['seen'] = time();
}
function session_account($kind) {          // 'user' : connecté ; 'pending' : code de certification attendu
    if (empty($_SESSION[$kind])) return null;
    $a = account($_SESSION[$kind][0]);
    if ($a && ($a['gen'] ?? 0) === $_SESSION[$kind][1]) return $a;
    unset($_SESSION[$kind]);
    return null;
}
function current_user_account() {
    $a = session_account('user');
    if (!$a && d('space-open-before-cert')) $a = session_account('pending');
    return $a;
}
function sign_on($a) {
    session_regenerate_id(true);
    unset($_SESSION['pending']);
    $_SESSION['user'] = array($a['identifier'], $a['gen'] ?? 0);
    return $a['first_login_done'] ? u('space') : u('question');
}
function flash($class, $text) { $_SESSION['flash'] = array($class, $text); }
function create_nonce($action) { return substr(hash_hmac('md5', $action, $_SESSION['salt']), -12, 10); }
function verify_nonce($nonce, $action) { return is_string($nonce) && hash_equals(create_nonce($action), $nonce); }

/* ---------- courriel ---------- */
function mail_html($lines) {
    $body = '';
    foreach ($lines as $i => $l) $body .= '<p style="margin:0 0 16px;' . ($i == 1 ? 'font-size:22px;font-weight:bold;letter-spacing:3px;color:#b21f2c;' : '') . '">' . e($l) . '</p>' . "\n";
    return '<!DOCTYPE html>' . "\n" . '<html lang="fr"><head><meta charset="utf-8"><title>Retraites et solidarité</title></head>' . "\n"
        . '<body style="margin:0;background:#f1f1f1;font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#333">' . "\n"
        . '<table width="600" align="center" cellpadding="0" cellspacing="0" style="background:#fff;border:1px solid #ddd">' . "\n"
        . '<tr><td style="background:#2b3c4e;padding:14px 24px;color:#fff;font-size:18px"><img src="cid:logo@cdc" width="48" height="48" alt="Caisse des Dépôts" style="vertical-align:middle;margin-right:14px">Retraites et solidarité</td></tr>' . "\n"
        . '<tr><td style="padding:24px">' . "\n" . $body . '</td></tr>' . "\n"
        . '<tr><td style="background:#f7f7f7;padding:14px 24px;font-size:11px;color:#777">' . nl2br(e(mail_footer())) . '</td></tr>' . "\n"
        . '</table></body></html>';
}
function mail_footer() {
    return "Ce message vous est adressé automatiquement, merci de ne pas y répondre.\nCaisse des Dépôts - Direction des retraites et de la solidarité, rue du Vergne, Bordeaux.\n"
        . "Conformément à la loi informatique et libertés, vous disposez d'un droit d'accès et de rectification des données qui vous concernent.";
}
function mime_part($type, $text, $headers = '') {
    $b64 = v('mail-base64') || strpos($type, 'image/') === 0;
    $data = $b64 ? chunk_split(base64_encode($text)) : quoted_printable_encode(str_replace("\n", "\r\n", $text)) . "\r\n";
    return "Content-Type: $type\r\n$headers" . 'Content-Transfer-Encoding: ' . ($b64 ? 'base64' : 'quoted-printable') . "\r\n\r\n" . $data;
}
function send_code_mail($to, $code, $cert) {
    $from = d('mail-sender') ? 'wordpress@caissedesdepots.fr' : 'e-servicesinscription@caissedesdepots.fr';
    $subject = d('mail-subject') ? 'Votre nouveau mot de passe' : 'Régénération de code confidentiel';
    $lines = array('Votre nouveau code confidentiel est le suivant :', $code, 'A bientôt sur notre site', 'La Direction des Retraites');
    if (d('cert-in-mail')) array_splice($lines, 2, 0, 'Votre code de certification : ' . $cert);
    $plain = $lines;
    if (d('mail-plain-without-code')) $plain[1] = '[code]';
    $head = "Date: " . date('r') . "\r\nFrom: $from\r\nTo: $to\r\nSubject: =?UTF-8?B?" . base64_encode($subject) . "?=\r\n"
        . 'Message-ID: <' . bin2hex(random_bytes(12)) . "@caissedesdepots.fr>\r\nMIME-Version: 1.0\r\nX-Mailer: PHPMailer 5.2.14 (https://github.com/PHPMailer/PHPMailer)\r\nAuto-Submitted: auto-generated\r\n";
    $text = mime_part('text/plain; charset=UTF-8', implode("\n\n", $plain) . "\n\n-- \n" . mail_footer() . "\n");
    if (v('mail-plain-only')) return smtp_send($from, $to, $head . $text);
    $b1 = 'b1_' . md5(uniqid('', true)); $b2 = 'b2_' . md5(uniqid('', true));
    $data = $head . "Content-Type: multipart/alternative;\r\n\tboundary=\"$b1\"\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n--$b1\r\n$text\r\n--$b1\r\n"
        . "Content-Type: multipart/related;\r\n\tboundary=\"$b2\"\r\n\r\n--$b2\r\n" . mime_part('text/html; charset=UTF-8', mail_html($lines))
        . "\r\n--$b2\r\n" . mime_part('image/png; name="logo.png"', file_get_contents(__DIR__ . '/public/logo.png'), "Content-ID: <logo@cdc>\r\nContent-Disposition: inline; filename=\"logo.png\"\r\n")
        . "\r\n--$b2--\r\n\r\n--$b1--\r\n";
    return smtp_send($from, $to, $data);
}
function smtp_send($from, $to, $data) {
    $s = @stream_socket_client('tcp://' . getenv('PORTAL_SMTP'), $no, $str, 5);
    if (!$s) { error_log("SMTP : $str"); return false; }
    stream_set_timeout($s, 5);
    $say = function ($cmd, $want) use ($s) {
        if ($cmd !== null) fwrite($s, $cmd . "\r\n");
        do { $l = fgets($s, 1024); } while ($l !== false && isset($l[3]) && $l[3] == '-');
        if ($l === false || $l[0] != $want) { error_log("SMTP : $cmd -> $l"); return false; }
        return true;
    };
    $ok = $say(null, '2') && ($say('EHLO localhost', '2') || $say('HELO localhost', '2')) && $say("MAIL FROM:<$from>", '2')
        && $say("RCPT TO:<$to>", '2') && $say('DATA', '3') && $say(preg_replace('/^\./m', '..', $data) . "\r\n.", '2');
    $say('QUIT', '2');
    fclose($s);
    return $ok;
}

/* ---------- version sonore : un extrait par caractère, séparés d'un silence ---------- */
function voice_clip($c) {
    $file = STATE . '/clip-' . $c . '.wav';
    if (!is_file($file)) exec('espeak-ng -v fr -s 130 -w ' . escapeshellarg($file) . ' ' . escapeshellarg($c) . ' 2>/dev/null');
    if (is_file($file) && ($p = strpos($wav = file_get_contents($file), 'data')) && strlen($wav) > 2000) return substr($wav, $p + 8);
    for ($s = '', $i = 0, $hz = 300 + 25 * (ord($c) - 48); $i < 8820; $i++) $s .= pack('v', (int) (9000 * sin(2 * M_PI * $hz * $i / 22050)) & 0xffff);
    return $s;                             // pas de voix sur le serveur : une tonalité par caractère
}
function voice_wav($code) {
    $pcm = str_repeat("\0\0", 11025);
    foreach (str_split($code) as $c) $pcm .= voice_clip($c) . str_repeat("\0\0", 11025);
    if (d('audio-silent')) $pcm = str_repeat("\0", strlen($pcm));
    return 'RIFF' . pack('V', 36 + strlen($pcm)) . 'WAVEfmt ' . pack('VvvVVvv', 16, 1, 1, 22050, 44100, 2, 16) . 'data' . pack('V', strlen($pcm)) . $pcm;
}
