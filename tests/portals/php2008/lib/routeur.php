<?php
// Chaque page de www est précédée de base.php ; une adresse inconnue mène à la page « introuvable ».
$adresse = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$page = dirname(__FILE__) . '/../www/' . ($adresse === '/' ? 'index.php' : basename((string) $adresse));
if (substr($page, -4) === '.css') {
    return false;
}
require dirname(__FILE__) . '/base.php';
if (!is_file($page)) {
    $_GET['x'] = '';
    $page = dirname(__FILE__) . '/../www/info.php';
}
require $page;
