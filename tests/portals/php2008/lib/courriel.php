<?php
// Envoi du nouveau code confidentiel par SMTP.
function reponse($f, $attendu) {
    do {
        $ligne = fgets($f, 1024);
    } while ($ligne !== false && substr($ligne, 3, 1) === '-');
    return $ligne !== false && $ligne[0] === $attendu;
}
function envoyer_code($adresse, $code) {
    list($hote, $port) = explode(':', getenv('PORTAIL_SMTP'));
    if (!$f = @fsockopen($hote, (int) $port, $numero, $texte, 5)) {
        return false;
    }
    stream_set_timeout($f, 5);
    list($jeu, $mode) = variante('mail-utf8') ? array('UTF-8', 'base64') : array('ISO-8859-1', 'quoted-printable');
    $de = defaut('mail-sender') ? 'webmaster@localhost' : 'e-servicesinscription@caissedesdepots.fr';
    $corps = "Votre nouveau code confidentiel est le suivant :\r\n\r\n$code\r\n\r\nA bientôt sur notre site\r\n\r\nLa Direction des Retraites\r\n";
    $corps = mb_convert_encoding($corps, $jeu, 'UTF-8');
    $message = "From: $de\r\nTo: $adresse\r\nSubject: " . mb_encode_mimeheader('Régénération de code confidentiel', $jeu, 'Q')
        . "\r\nDate: " . date('r') . "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=$jeu\r\n"
        . "Content-Transfer-Encoding: $mode\r\n\r\n"
        . ($mode === 'base64' ? chunk_split(base64_encode($corps)) : quoted_printable_encode($corps));
    $ok = reponse($f, '2');
    foreach (array('HELO localhost', "MAIL FROM:<$de>", "RCPT TO:<$adresse>", 'DATA', "$message\r\n.") as $commande) {
        $ok = $ok && fwrite($f, "$commande\r\n") && reponse($f, $commande === 'DATA' ? '3' : '2');
    }
    fwrite($f, "QUIT\r\n");
    fclose($f);
    return $ok;
}
