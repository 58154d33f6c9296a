"""Changes of the client files for the regressions and the variations: (file, text, replacement)."""
L, U, G, C = "js/views/lost.js", "js/ui.js", "js/views/login.js", "app.css"

DEFECT_PATCHES = {
    "choice-both-missing": [(L, """'/codes-perdus/recherche?pour=identifiant'),
      choiceLine('choix-deux', [{ text: 'code identifiant et votre code confidentiel' }], '/codes-perdus/recherche?pour=les-deux')),""",
                             "'/codes-perdus/recherche?pour=identifiant')),")],
    "choice-wrong-target": [(L, "[{ text: 'code identifiant' }], '/codes-perdus/recherche?pour=identifiant'",
                             "[{ text: 'code identifiant' }], '/codes-perdus/utilisateur'")],
    "step3-heading": [(L, "return view(3, 'Regénérer votre code confidentiel', form)", "return view(3, 'Recherche de votre code identifiant', form)")],
    "button-wording": [(L, "class: 'button raised' }, 'Générer le code confidentiel')", "class: 'button raised' }, 'Envoyer')")],
    "siret-mark-missing": [(L, "label: 'Numéro SIRET', marker: '*',", "label: 'Numéro SIRET',")],
    "contract-mark-single": [(L, "label: 'Numéro de contrat', marker: '**'", "label: 'Numéro de contrat', marker: '*'")],
    "two-stars-note-missing": [(L, """'* Champs obligatoires'),
    h('p', { class: 'legend' }, '** Vous devez obligatoirement compléter au moins l\\'un de ces deux champs'));""", "'* Champs obligatoires'));")],
    "first-name-optional": [(L, "label: 'Prénom', marker: '*', required: true", "label: 'Prénom', marker: '*'")],
    "bcr-and-contract-optional": [(L, "(bcr || contract ? {} : ", "(bcr !== null ? {} : ")],
    "identifier-not-filled": [(L, "value: found?.identifier,\n      readonly: Boolean(found),", "value: '',\n      readonly: false,")],
    "important-note-missing": [(L, "    h('p', { class: 'notice' }, 'Important : ", "    h('p', { hidden: true }, 'Important : ")],
    "cancel-dead": [(L, "  await post('/lost/reset');\n  go('/codes-perdus');\n} }, 'Annuler')", "  await post('/lost/reset');\n} }, 'Annuler')")],
    "cancel-keeps-identity": [],
    "lost-codes-link-dead": [(G, "h('a', { href: '/codes-perdus', 'aria-describedby'", "h('a', { href: '/aide/codes-perdus', 'aria-describedby'")],
    "answer-field-missing-mark": [(L, "label: 'Réponse', marker: '*', required", "label: 'Réponse', required")],
}

VARIATION_PATCHES = {
    "green-theme": [(C, "--primary:#003366;--accent:#c2185b", "--primary:#1b5e20;--accent:#e65100")],
    "label-colons": [(U, "label, mark(marker))\n    : h(", "label, mark(marker), ' :')\n    : h("),
                     (U, "class: 'float' }, label, mark(marker));", "class: 'float' }, label, mark(marker), ' :');")],
    "search-wording": [(U, "'Ce champ est obligatoire.'", "'Merci de renseigner ce champ.'")],
    "extra-footer-links": [("js/main.js", "h('li', {}, h('a', { href: '/contact' }, 'Contact'))",
                            "h('li', {}, h('a', { href: '/contact' }, 'Contact')), h('li', {}, h('a', { href: '/aide/presentation' }, 'À propos'))")],
    "other-identifiers": [(U, "`${prefix}-${serial++}`", "`v${prefix}_${1000 + 7 * serial++}`")],
    "buttons-reversed": [(L, "{ class: 'actions' }, submit, cancelButton(fields))", "{ class: 'actions' }, cancelButton(fields), submit)")],
}
