<?php
/* Formulaires : rendu à la manière de Contact Form 7 (cf7), Gravity Forms (gf) et de la page de connexion (login) */
$R = array();                              // résultat du formulaire posté, par nom

// nom => extension, numéro, bouton, champs (clé, libellé, type, obligatoire, marque, description)
function forms() {
    return array(
        'login' => array('login', 1, 'Je valide', array(array('ident', 'Code identifiant', 'text', 1, '', ''), array('code', 'Code confidentiel', 'password', 1, '', ''))),
        'cert' => array('gf', 2, 'Valider', array(array('cert', 'Code de certification', 'text', 1, '*', 'Code à 10 caractères que vous avez noté lors de la régénération de votre code confidentiel.'))),
        'search' => array('cf7', 12, 'rechercher', array(
            array('', 'Votre établissement', 'legend', 0, '', ''),
            array('siret', 'Numéro SIRET', 'text', 1, '*', ''),
            array('bcr', 'Numéro BCR', 'text', 0, '**', d('step2-no-uppercase-hint') ? '' : 'Saisie en majuscules'),
            array('contract', 'Numéro de contrat', 'text', 0, '**', d('step2-no-uppercase-hint') ? '' : 'Saisie en majuscules'),
            array('', 'Coordonnées professionnelles', 'legend', 0, '', ''),
            array('last_name', 'Votre Nom', 'text', 1, '*', ''),
            array('first_name', 'Prénom', 'text', 1, d('step2-star-missing') ? '' : '*', ''))),
        'regen' => array('gf', 3, 'Générer le code confidentiel', array(
            array('last_name', 'Votre Nom', 'text', 1, '*', ''), array('first_name', 'Votre Prénom', 'text', 1, '*', ''),
            array('ident', 'Code identifiant', 'text', 1, '*', ''),
            array('email', 'Adresse e-mail', 'text', 1, '*', d('step3-email-hint') ? '' : '(doit être identique à celle qui est mentionnée sur votre compte) Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.'),
            array('', 'Sélectionnez la question que vous avez choisie lors de votre inscription :', 'legend', 0, '', ''),
            array('question', 'Question', 'select', 1, '*', ''), array('answer', 'Réponse', 'text', 1, '*', ''))),
        'question' => array('gf', 4, 'Enregistrer', array(array('question', 'Question', 'select', 1, '*', ''), array('answer', 'Réponse', 'text', 1, '*', ''))),
        'password' => array('gf', 5, 'Modifier mon code', array(array('code', 'Code confidentiel actuel', 'password', 1, '*', ''),
            array('new', 'Nouveau code confidentiel', 'password', 1, '*', '8 caractères au moins.'), array('again', 'Confirmation', 'password', 1, '*', ''))),
        'newsletter' => array('cf7', 20, 'OK', array(array('email', 'Votre e-mail', 'email', 1, 'placeholder', ''))),
        'ariane' => array('cf7', 21, 'Demander', array(array('text', 'Bonjour, je m\'appelle Ariane et je suis là pour vous aider', 'textarea', 1, 'placeholder', ''))),
        'contact' => array('cf7', 22, 'Envoyer', array(array('name', 'Votre nom', 'text', 1, '*', ''), array('email', 'Votre adresse de messagerie', 'email', 1, '*', ''),
            array('text', 'Votre message', 'textarea', 1, '*', ''))),
    );
}
function field_name($plug, $key, $i) {
    if (v('other-field-names')) return 'item_meta[' . substr(md5($plug . $key), 0, 4) . ']';
    return $plug == 'cf7' ? 'your-' . str_replace('_', '-', $key) : ($plug == 'gf' ? 'input_' . ($i + 1) : ($key == 'ident' ? 'log' : 'pwd'));
}
function posted($name) {
    if (preg_match('/^item_meta\[(.*)\]$/', $name, $m)) return sanitize_text_field($_POST['item_meta'][$m[1]] ?? '');
    return sanitize_text_field($_POST[$name] ?? '');
}

/* ---------- traitement ---------- */
function handle($form) {
    list($plug, , , $fields) = forms()[$form];
    $in = $errs = array();
    foreach ($fields as $i => $f) if ($f[2] != 'legend') {
        $in[$f[0]] = posted(field_name($plug, $f[0], $i));
        if ($f[3] && $in[$f[0]] === '') $errs[$f[0]] = $plug == 'gf' ? 'Ce champ est obligatoire.' : 'Veuillez remplir ce champ obligatoire.';
        elseif ($f[2] == 'email' && !filter_var($in[$f[0]], FILTER_VALIDATE_EMAIL)) $errs[$f[0]] = 'L\'adresse e-mail semble invalide.';
    }
    if (!verify_nonce($_POST['_wpnonce'] ?? '', $form)) $r = array('msg' => 'Votre session a expiré. Merci de recharger la page et de recommencer.');
    elseif (posted($plug == 'cf7' ? 'your-website' : 'input_99') !== '') $r = array('msg' => 'Erreur lors de l\'envoi de votre demande. Veuillez réessayer plus tard ou contacter l\'administrateur du site d\'une autre manière.', 'status' => 'spam');
    else {
        if ($form == 'search' && $in['siret'] !== '' && !preg_match('/^\d{14}$/', v('siret-spaces') ? str_replace(' ', '', $in['siret']) : $in['siret'])) $errs['siret'] = 'Le numéro SIRET comporte 14 chiffres.';
        if ($form == 'search' && $in['bcr'] . $in['contract'] === '' && !d('step2-none-required'))
            $errs['bcr'] = $errs['contract'] = 'Vous devez obligatoirement compléter au moins l\'un de ces deux champs.';
        if ($errs) $r = array('msg' => $plug == 'gf' ? 'Un problème est survenu avec votre demande. Les erreurs ont été signalées ci-dessous.' : 'Un ou plusieurs champs contiennent une erreur. Veuillez vérifier et essayer à nouveau.');
        else $r = call_user_func('do_' . $form, $in);
    }
    return $r + array('in' => $in, 'errs' => $errs, 'ok' => false, 'msg' => '', 'redirect' => '', 'status' => empty($r['ok']) ? 'validation_failed' : 'mail_sent');
}
function ajax_reply($form, $r) {
    $inv = array();
    foreach (forms()[$form][3] as $i => $f) if (isset($r['errs'][$f[0]])) $inv[] = array('name' => field_name(forms()[$form][0], $f[0], $i), 'message' => $r['errs'][$f[0]]);
    header('Content-Type: application/json; charset=UTF-8');
    echo json_encode(array('status' => $r['status'], 'message' => $r['msg'], 'invalids' => $inv, 'redirect' => $r['redirect']), JSON_UNESCAPED_UNICODE);
}
const OTHER_ADMIN = 'Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.';
function recovery_refused($a) {
    if (!$a['first_login_done'] && !d('first-login-ignored')) return 'Vous ne pouvez pas récupérer vos codes : vous ne vous êtes pas encore connecté une première fois et vous n\'avez pas choisi de question secrète. ' . OTHER_ADMIN;
    if (!$a['email_valid'] && !d('bad-email-ignored')) return 'Vous ne pouvez pas récupérer vos codes : l\'adresse courriel enregistrée sur votre compte n\'est pas valide. ' . OTHER_ADMIN;
    return '';
}
function same($a, $b, $loose = false) { return $loose ? mb_strtolower($a) === mb_strtolower($b) : $a === $b; }

function do_search($in) {
    $refused = 'Votre requête n\'a pas abouti : aucun administrateur ne correspond aux informations saisies.';
    if (v('siret-spaces')) $in['siret'] = str_replace(' ', '', $in['siret']);
    foreach (accounts() as $a) {
        if ($a['role'] != 'administrator' && !d('step2-user-accepted')) continue;
        if ($a['siret'] !== $in['siret'] && !d('step2-siret-ignored')) continue;
        if ($in['bcr'] !== '' && !same($a['bcr'], $in['bcr'], d('step2-lower-case-accepted'))) continue;
        if ($in['contract'] !== '' && !same($a['contract'], $in['contract'], d('step2-lower-case-accepted'))) continue;
        if (!same($a['last_name'], $in['last_name'], d('step2-name-loose'))) continue;
        if (!same($a['first_name'], $in['first_name'], d('step2-name-loose'))) continue;
        if ($why = recovery_refused($a)) { $refused = $why; continue; }
        $_SESSION['found'] = $a['identifier'];
        return array('ok' => true, 'redirect' => ($_POST['perdu'] ?? '') === 'identifiant' ? u('result') : u('regen', 'suite=recherche'), 'msg' => 'Votre code identifiant a été retrouvé, veuillez patienter...');
    }
    return array('msg' => $refused);
}
function do_regen($in) {
    $a = account($in['ident']);
    $no = array('msg' => 'Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte. Votre demande n\'a pas été prise en compte.');
    if (!$a || $a['role'] != 'administrator' && !d('step2-user-accepted') || $a['last_name'] !== $in['last_name'] || $a['first_name'] !== $in['first_name']) return $no;
    if ($why = recovery_refused($a)) return array('msg' => $why);
    if ($a['email'] !== $in['email'] && !d('step3-email-unchecked')) return $no;
    if ($a['question'] !== $in['question']) return $no;
    if ($a['answer'] !== $in['answer'] && !d('step3-answer-unchecked')) return $no;
    $code = new_confidential_code(); $cert = new_certification_code();
    if (!send_code_mail($a['email'], d('mail-code-wrong') ? new_confidential_code() : $code, $cert))
        return array('msg' => 'Le courriel n\'a pas pu être envoyé, votre code confidentiel n\'a pas été modifié. Veuillez réessayer dans quelques minutes.');
    account_save($a['identifier'], array('confidential_code' => $code, 'old_codes' => array_merge($a['old_codes'] ?? array(), array($a['confidential_code'])), 'certification' => $cert, 'failures' => 0, 'blocked' => false, 'provisional' => true, 'gen' => ($a['gen'] ?? 0) + 1));
    unset($_SESSION['found']);
    $_SESSION['certification'] = d('cert-shows-confidential') ? $code : $cert;
    return array('ok' => true, 'redirect' => u('done'), 'msg' => 'Votre demande a été prise en compte, veuillez patienter...');
}
function do_login($in) {
    $a = account($in['ident']);
    $known = $a && ($a['confidential_code'] === $in['code'] || d('old-code-still-valid') && in_array($in['code'], $a['old_codes'] ?? array(), true));
    if (!$known) return array('msg' => 'Code identifiant ou code confidentiel incorrect.');
    if (!empty($a['blocked'])) return array('msg' => 'Votre code confidentiel n\'est plus valable après 3 essais infructueux de saisie du code de certification. Vous devez renouveler votre code confidentiel (rubrique « Codes perdus »).');
    if (empty($a['certification']) || d('cert-not-asked')) return array('ok' => true, 'redirect' => sign_on($a));
    session_regenerate_id(true);
    unset($_SESSION['user']);
    $_SESSION['pending'] = array($a['identifier'], $a['gen'] ?? 0);
    if (d('cert-counter-reset')) account_save($a['identifier'], array('failures' => 0));
    return array('ok' => true, 'redirect' => v('cert-same-page') ? u('login') : u('cert'));
}
function do_cert($in) {
    $a = session_account('pending');
    if (!$a) { flash('error', 'Votre session a expiré, veuillez vous identifier à nouveau.'); return array('redirect' => u('login')); }
    if (!empty($a['blocked'])) {
        unset($_SESSION['pending']);
        flash('error', 'Votre code confidentiel n\'est plus valable : vous devez le renouveler.');
        return array('redirect' => u('lost'));
    }
    if (strtoupper($in['cert']) === $a['certification']) {
        account_save($a['identifier'], array('certification' => null, 'failures' => 0));
        return array('ok' => true, 'redirect' => sign_on($a));
    }
    $max = d('cert-five-tries') ? 5 : 3;
    $n = ($a['failures'] ?? 0) + 1;
    account_save($a['identifier'], array('failures' => $n, 'blocked' => $n >= $max && !d('cert-never-blocks')));
    if ($n < $max) return array('msg' => 'Le code de certification saisi est incorrect. ' . ($max - $n > 1 ? 'Il vous reste ' . ($max - $n) . ' essais.' : 'Il vous reste 1 essai.'));
    unset($_SESSION['pending']);
    flash('error', 'Vous avez effectué ' . $max . ' essais infructueux de saisie de votre code de certification : vous devez renouveler votre code confidentiel.');
    return array('redirect' => u('lost'));
}
function do_question($in) {
    if (!($a = current_user_account())) return array('redirect' => u('login'));
    account_save($a['identifier'], array('question' => $in['question'], 'answer' => $in['answer'], 'first_login_done' => true));
    flash('updated', 'Votre question secrète et sa réponse ont été enregistrées.');
    return array('ok' => true, 'redirect' => u('space'));
}
function do_password($in) {
    if (!($a = current_user_account())) return array('redirect' => u('login'));
    if ($in['code'] !== $a['confidential_code']) return array('msg' => 'Le code confidentiel actuel est incorrect.');
    if (strlen($in['new']) < 8 || $in['new'] !== $in['again']) return array('msg' => 'Le nouveau code doit comporter 8 caractères au moins et être saisi deux fois à l\'identique.');
    account_save($a['identifier'], array('confidential_code' => $in['new'], 'provisional' => false));
    flash('updated', 'Votre code confidentiel a été modifié.');
    return array('ok' => true, 'redirect' => u('profile'));
}
function do_newsletter($in) { return array('ok' => true, 'msg' => 'Merci, votre inscription à la lettre d\'information a été prise en compte.'); }
function do_contact($in) { return array('ok' => true, 'msg' => 'Votre message a bien été envoyé. Merci.'); }
function do_ariane($in) {
    if (preg_match('/code|perdu|oubli/iu', $in['text'])) return array('ok' => true, 'msg' => 'Ariane : pour récupérer vos codes d\'accès, cliquez sur « Codes perdus » dans la rubrique « Je suis déjà inscrit(e) ».');
    return array('ok' => true, 'msg' => 'Ariane : je n\'ai pas compris votre question. Consultez l\'aide à la connexion ou reformulez-la avec d\'autres mots.');
}

/* ---------- rendu ---------- */
function control($plug, $id, $i, $f, $val, $err, $readonly) {
    $name = e(field_name($plug, $f[0], $i));
    $class = $plug == 'cf7' ? 'wpcf7-form-control wpcf7-' . $f[2] . ($f[3] ? ' wpcf7-validates-as-required' : '') . ($err ? ' wpcf7-not-valid' : '') : 'medium';
    $attr = 'name="' . $name . '" class="' . $class . '"' . ($plug == 'gf' ? ' id="input_' . $id . '_' . ($i + 1) . '"' : '') . ($f[3] ? ' aria-required="true"' : '')
        . ' aria-invalid="' . ($err ? 'true' : 'false') . '"' . ($f[4] == 'placeholder' || $plug == 'login' ? ' placeholder="' . e($f[1]) . '"' : '');
    if ($f[2] == 'textarea') return "<textarea $attr rows=\"4\" cols=\"30\">" . e($val) . '</textarea>';
    if ($f[2] == 'select') {
        $h = "<select $attr><option value=\"\">-- Sélectionnez une question --</option>";
        foreach (questions() as $q) $h .= '<option value="' . e($q) . '"' . ($q === $val ? ' selected="selected"' : '') . '>' . e($q) . '</option>';
        return $h . '</select>';
    }
    return '<input type="' . $f[2] . "\" $attr value=\"" . ($f[2] == 'password' ? '' : e($val)) . '" size="40"' . ($readonly ? ' readonly="readonly"' : '') . ($f[2] == 'password' || $f[0] == 'answer' || $f[0] == 'cert' ? ' autocomplete="off"' : '') . '>';
}
function form($form, $o = array()) {       // $o : vals, readonly, cancel, hidden
    global $R;
    list($plug, $id, $submit, $fields) = forms()[$form];
    $r = $R[$form] ?? array('in' => array(), 'errs' => array(), 'msg' => '', 'ok' => false);
    $vals = ($r['ok'] ? array() : $r['in']) + ($o['vals'] ?? array());
    $ajax = $plug == 'cf7' && !($form == 'search' && v('search-full-post')) || $form == 'regen' && v('generate-by-ajax');
    $hidden = '<input type="hidden" name="_form" value="' . $form . '"><input type="hidden" name="_wpnonce" value="' . create_nonce($form) . '"><input type="hidden" name="_wp_http_referer" value="' . e($_SERVER['REQUEST_URI']) . '">';
    foreach ($o['hidden'] ?? array() as $k => $val) $hidden .= '<input type="hidden" name="' . $k . '" value="' . e($val) . '">';
    $button = v('button-elements') ? '<button type="submit" class="button %s">' . e($submit) . '</button>' : '<input type="submit" class="%s" value="' . e($submit) . '">';
    $cancel = isset($o['cancel']) ? ' <a class="button annuler" href="' . e($o['cancel']) . '">Annuler</a>' : '';
    $body = '';
    foreach ($fields as $i => $f) {
        if ($f[2] == 'legend') { $body .= $plug == 'gf' ? '<li class="gfield gsection">' . e($f[1]) . '</li>' : ($i ? '</fieldset>' : '') . '<fieldset><legend>' . e($f[1]) . '</legend>'; continue; }
        $err = $r['errs'][$f[0]] ?? '';
        $c = control($plug, $id, $i, $f, $vals[$f[0]] ?? '', $err, in_array($f[0], $o['readonly'] ?? array()));
        if ($plug == 'cf7') {
            $label = $f[4] == 'placeholder' ? '' : e($f[1]) . ' ' . $f[4] . ($f[0] == 'bcr' ? ' <span class="tooltip" title="' . e(BCR_HELP) . '">?</span>' : '') . '<br>';
            $body .= '<p>' . $label . '<span class="wpcf7-form-control-wrap your-' . $f[0] . '">' . $c . ($err ? '<span role="alert" class="wpcf7-not-valid-tip">' . e($err) . '</span>' : '') . '</span>' . ($f[5] ? ' <em class="aide">' . e($f[5]) . '</em>' : '') . '</p>';
        } elseif ($plug == 'gf') {
            $body .= '<li id="field_' . $id . '_' . ($i + 1) . '" class="gfield' . ($f[3] ? ' gfield_contains_required' : '') . ($err ? ' gfield_error' : '') . '"><label class="gfield_label" for="input_' . $id . '_' . ($i + 1) . '">' . e($f[1]) . ($f[4] ? ' <span class="gfield_required">' . $f[4] . '</span>' : '')
                . '</label><div class="ginput_container">' . $c . '</div>' . ($f[5] ? '<div class="gfield_description">' . e($f[5]) . '</div>' : '') . ($err ? '<div class="gfield_description validation_message">' . e($err) . '</div>' : '') . '</li>';
        } else $body .= '<p>' . $c . ($err ? '<span class="login-error">' . e($err) . '</span>' : '') . '</p>';
    }
    $action = 'action="' . e($_SERVER['REQUEST_URI']) . '" method="post"' . ($ajax ? ' data-ajax="' . u('ajax') . '"' : '');
    if ($plug == 'cf7') {
        if ($fields[0][2] == 'legend') $body .= '</fieldset>';
        $box = '<div class="wpcf7-response-output ' . ($r['msg'] ? ($r['ok'] ? 'wpcf7-mail-sent-ok' : 'wpcf7-validation-errors') . '" role="alert' : 'wpcf7-display-none') . '">' . e($r['msg']) . '</div>';
        $trap = '<p class="form-site-web">Site web (ne pas remplir)<br><input type="text" name="your-website" value="" tabindex="-1" autocomplete="off"></p>';
        return '<div role="form" class="wpcf7" id="wpcf7-f' . $id . '-o1" lang="fr-FR"><form ' . $action . ' class="wpcf7-form" novalidate="novalidate"><div style="display: none;">' . $hidden . '</div>' . (v('messages-above') ? $box : '') . $body . $trap
            . '<p>' . sprintf($button, 'wpcf7-form-control wpcf7-submit') . $cancel . '<span class="ajax-loader"></span></p>' . (v('messages-above') ? '' : $box) . '</form></div>';
    }
    $error = $r['msg'] ? '<div class="' . ($plug == 'gf' ? 'validation_error' : 'login-error') . '" role="alert">' . e($r['msg']) . '</div>' : '';
    if ($plug == 'login') return $error . '<form ' . $action . ' id="loginform" name="loginform">' . $hidden . $body . '<p class="submit">' . sprintf($button, 'button-primary') . '</p></form>';
    return '<div class="gform_wrapper" id="gform_wrapper_' . $id . '"><form ' . $action . ' id="gform_' . $id . '" novalidate="novalidate">' . $error . '<div class="gform_body"><ul class="gform_fields top_label">' . $body
        . '<li class="gfield gform_validation_container"><label class="gfield_label" for="input_' . $id . '_99">Phone</label><div class="ginput_container"><input name="input_99" id="input_' . $id . '_99" type="text" value="" autocomplete="off"></div><div class="gfield_description">Ce champ n\'est utilisé qu\'à des fins de validation et devrait rester inchangé.</div></li></ul></div>'
        . '<div class="gform_footer top_label">' . sprintf($button, 'gform_button button') . $cancel . $hidden . '</div></form></div>';
}
