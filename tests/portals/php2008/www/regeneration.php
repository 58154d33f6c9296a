<?php
// Étape 3. x=1 : sans recherche ; x=3 et x=4 : l'identifiant vient de la recherche.
require dirname(__FILE__) . '/../lib/courriel.php';
$x = in_array(parametre(), array('3', '4'), true) ? parametre() : '1';
if (envoye() && annule() && !defaut('cancel-form')) {
    unset($_SESSION['trouve']);
    aller('codes_perdus.php');
}
if ($x !== '1' && !isset($_SESSION['trouve'])) {
    aller('recherche.php?x=' . $x);
}
function nomme($c, $s) {
    return $c['last_name'] === $s['nom'] && ($c['first_name'] === $s['prenom'] || $s['prenom'] === '');
}
function secret($c, $s) {
    $questions = questions();
    $adresse = defaut('email-part') ? strtok($s['adresse'], '@') === strtok($c['email'], '@') : $s['adresse'] === $c['email'];
    $reponse = defaut('answer-part') ? mb_strpos($c['answer'], $s['reponse']) === 0 : $s['reponse'] === $c['answer'];
    return $adresse && $reponse && isset($questions[$s['question']]) && ($questions[$s['question']] === $c['question'] || defaut('question-any'));
}
function regenerer($c) {
    $code = nouveau_code();
    // Seulement des signes qui ne se confondent pas à l'oreille.
    $certification = tirer(variante('digits') ? '0123456789' : 'ACEFHJKLRUXZ23456789', 10);
    if (!(defaut('mail-once') && $c['avant']) && !envoyer_code($c['email'], defaut('mail-other-code') ? nouveau_code() : $code)) {
        return false;
    }
    modifier($c['identifier'], array('confidential_code' => $code, 'certification' => $certification, 'essais' => 0, 'bloque' => false,
        'avant' => array('code' => $c['confidential_code'], 'certification' => $c['certification'])));
    if (defaut('sound-last-issued')) {
        file_put_contents(ETAT . '/dernier', $certification);
    }
    $_SESSION['certification'] = $certification;
    unset($_SESSION['trouve']);
    return true;
}

$erreurs = array();
if (envoye()) {
    foreach (array('nom' => 'Votre Nom', 'prenom' => 'Votre Prénom', 'identifiant' => 'Code identifiant', 'adresse' => 'Adresse e-mail',
        'question' => 'Question', 'reponse' => 'Réponse') as $nom => $libelle) {
        $s[$nom] = saisie($nom);
        if ($s[$nom] === '' && !($nom === 'prenom' && defaut('optional-firstname'))) {
            $erreurs[] = 'Le champ « ' . $libelle . ' » est obligatoire.';
        }
    }
    $c = compte($s['identifiant']);
    if (!$erreurs && $c && $c['role'] === role($x) && nomme($c, $s) && !recuperable($c)) {
        $erreurs[] = IRRECUPERABLE;
    } elseif (!$erreurs && !($c && $c['role'] === role($x) && nomme($c, $s) && secret($c, $s))) {
        $erreurs[] = 'Les informations saisies ne correspondent pas à celles de votre compte.';
    } elseif (!$erreurs && !regenerer($c)) {
        $erreurs[] = 'Le courriel n\'a pas pu être envoyé : votre code confidentiel est inchangé. Renouvelez votre demande plus tard.';
    } elseif (!$erreurs) {
        aller('regenere.php');
    }
}
$identifiant = $x === '1' || envoye() || defaut('form-identifier') ? saisie('identifiant') : $_SESSION['trouve'];
debut('Regénérer votre code confidentiel', true, $erreurs);
?>
<p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <b>un nouveau code confidentiel
vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</b></p>
<form action="regeneration.php?x=<?php echo $x ?>" method="post"><table><?php
ligne('Votre Nom *', 'nom');
ligne('Votre Prénom *', 'prenom');
ligne('Code identifiant *', 'identifiant', '', $identifiant);
ligne('Adresse e-mail *', 'adresse', '(doit être identique à celle qui est mentionnée sur votre compte)');
?><tr><td colspan="2">Sélectionnez la question que vous avez choisie lors de votre inscription :</td></tr>
<tr><td class="libelle">Question * :</td><td><select name="question"><option value="">-- Choisissez votre question --</option>
<?php foreach (questions() as $i => $question) { ?>
<option value="<?php echo $i ?>"<?php echo saisie('question') === "$i" ? ' selected' : '' ?>><?php echo h($question) ?></option>
<?php } ?></select></td></tr>
<?php ligne(defaut('mark-answer') ? 'Réponse' : 'Réponse *', 'reponse', '', '') ?>
<tr><td></td><td><?php echo bouton('generer', 'Générer le code confidentiel'), ' ', bouton('annuler', 'Annuler') ?></td></tr></table></form>
<p>* Champs obligatoires</p>
