<?php
// Dessine un bouton : bouton.php?x=texte
ob_end_clean();
$largeur = 24 + 8 * mb_strlen(parametre());
header('Content-Type: image/svg+xml');
echo '<svg xmlns="http://www.w3.org/2000/svg" width="', $largeur, '" height="24"><rect width="', $largeur, '" height="24" rx="4" fill="#b1003a"/>',
    '<text x="', $largeur / 2, '" y="16" font-family="Verdana, Arial" font-size="12" fill="#fff" text-anchor="middle">', h(parametre()), '</text></svg>';
