"""Words of the guide that a page lost, or says otherwise."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import page, pages
from reference_impl.altering.texts import drop, heading, pattern, swap, wherever

KIND = "texts"

MUTANTS = (
    Alteration(
        "home-invitation-reworded",
        KIND,
        "The home page invites people to sign in, not to connect.",
        page("home", swap("<strong>connecter</strong>", "<strong>identifier</strong>")),
        ("home.access.invitation",),
    ),
    Alteration(
        "home-general-heading-lost",
        KIND,
        "The list of general information has lost its heading.",
        page("home", swap(">Informations générales<", ">Rubriques<")),
        ("home.general.heading",),
    ),
    Alteration(
        "login-first-login-condition-lost",
        KIND,
        "The login window no longer says who may recover codes.",
        page("login", drop("si vous vous êtes connecté une 1<sup>ère</sup> fois et ")),
        ("login.conditions.first-login",),
    ),
    Alteration(
        "login-advice-lost",
        KIND,
        "The login window no longer tells whom to ask otherwise.",
        page("login", drop("demandez à un autre administrateur de votre établissement de ")),
        ("login.conditions.advice",),
    ),
    Alteration(
        "step-1-introduction-lost",
        KIND,
        "Step 1 no longer says what it is for.",
        page(
            "lost-codes", drop("Vous avez perdu votre code confidentiel ou votre code identifiant")
        ),
        ("lost-codes.introduction",),
    ),
    Alteration(
        "step-1-department-lost",
        KIND,
        "The banner of step 1 has lost the department's name.",
        page("lost-codes", drop("RETRAITES ET SOLIDARITÉ")),
        ("lost-codes.frame.department",),
    ),
    Alteration(
        "visitor-said-connected",
        KIND,
        "Each page says « Connecté » to a visitor who is not.",
        pages(wherever(">Non connecté<", ">Connecté<")),
        (
            "lost-codes.not-connected",
            "regenerate.not-connected",
            "certification-code.not-connected",
        ),
    ),
    Alteration(
        "step-2-heading-shortened",
        KIND,
        "The heading of step 2 has lost two words.",
        page("search", heading("Recherche de votre code", "Recherche de")),
        ("search.heading",),
    ),
    Alteration(
        "step-2-capitals-hint-lost",
        KIND,
        "Step 2 no longer says that the numbers are typed in capitals.",
        page("search", drop("Saisie en majuscules")),
        ("search.capitals.note",),
    ),
    Alteration(
        "step-2-star-legend-lost",
        KIND,
        "Step 2 no longer explains its star.",
        page("search", drop("Champs obligatoires")),
        ("search.mandatory.note",),
    ),
    Alteration(
        "step-2-double-star-legend-turned",
        KIND,
        "Step 2 asks for both numbers where one is enough.",
        page("search", swap("au moins l'un de ces deux champs", "ces deux champs")),
        ("search.one-of-two.note",),
    ),
    Alteration(
        "step-2-names-advice-lost",
        KIND,
        "Step 2 no longer says that capitals count in the names.",
        page("search", drop(" (majuscules et minuscules)")),
        ("search.advice.names",),
    ),
    Alteration(
        "step-3-heading-misspelt",
        KIND,
        "The heading of step 3 has lost an accent.",
        page("regenerate", heading("Regénérer", "Regénerer")),
        ("regenerate.heading",),
    ),
    Alteration(
        "step-3-recorded-address-lost",
        KIND,
        "Step 3 says that the code comes to the address typed, not to the recorded one.",
        page("regenerate", swap("e-mail enregistrée dans nos fichiers", "e-mail saisie")),
        ("regenerate.instruction",),
    ),
    Alteration(
        "step-3-address-note-lost",
        KIND,
        "Step 3 no longer says which address is expected.",
        page(
            "regenerate", drop("(doit être identique à celle qui est mentionnée sur votre compte)")
        ),
        ("regenerate.email.note",),
    ),
    Alteration(
        "step-3-question-instruction-lost",
        KIND,
        "Step 3 no longer says which question to select.",
        page("regenerate", swap("que vous avez choisie lors de votre inscription", "secrète")),
        ("regenerate.question.instruction",),
    ),
    Alteration(
        "step-4-heading-misspelt",
        KIND,
        "The heading of step 4 has lost an accent.",
        page("certification-code", heading("Régénération", "Regénération")),
        ("certification-code.heading",),
    ),
    Alteration(
        "step-4-note-reworded",
        KIND,
        "Step 4 says « Merci de » where the guide says « Veillez ».",
        page("certification-code", swap("<p>Veillez noter", "<p>Merci de noter")),
        ("certification-code.note",),
    ),
    Alteration(
        "step-4-mail-note-lost",
        KIND,
        "Step 4 no longer says that a mail will come.",
        page("certification-code", drop("prochainement par courriel ")),
        ("certification-code.mail-note",),
    ),
    Alteration(
        "step-4-warning-lost",
        KIND,
        "Step 4 no longer says that its code is not the confidential one.",
        page(
            "certification-code",
            drop("<strong>il ne s'agit pas de votre code confidentiel</strong>, "),
        ),
        ("certification-code.warning",),
    ),
    Alteration(
        "step-4-five-tries-announced",
        KIND,
        "Step 4 announces five tries instead of three.",
        page("certification-code", swap("vous faites 3 essais", "vous faites 5 essais")),
        ("certification-code.three-tries.note",),
    ),
    Alteration(
        "certification-heading-other",
        KIND,
        "The page that asks the certification code is headed otherwise.",
        page("certification", heading("Code de certification", "Dernière vérification")),
        ("certification.heading",),
    ),
    Alteration(
        "space-greets-by-first-name",
        KIND,
        "The personal space greets by the first name alone.",
        page("space", pattern(r"(Bonjour \S+)[^<]*", r"\1")),
        ("space.greeting",),
    ),
    Alteration(
        "help-heading-other",
        KIND,
        "The help page is headed otherwise.",
        page("help", heading("Aide à la connexion", "Questions fréquentes")),
        ("help.heading",),
    ),
    Alteration(
        "terms-heading-other",
        KIND,
        "The general conditions are headed as legal notices.",
        page("terms", heading("Conditions générales d'utilisation", "Mentions légales")),
        ("terms.heading",),
    ),
    Alteration(
        "step-1-heading-other",
        KIND,
        "Step 1 is headed otherwise.",
        page("lost-codes", heading("Codes perdus", "Récupération de vos codes")),
        ("lost-codes.heading",),
    ),
    Alteration(
        "step-1-instruction-lost",
        KIND,
        "Step 1 no longer says what to click on.",
        page("lost-codes", drop("En fonction de votre situation, cliquez sur l'un des choix")),
        ("lost-codes.choose",),
    ),
    Alteration(
        "step-2-bcr-hint-lost",
        KIND,
        "Step 2 no longer says what a BCR number is.",
        page("search", pattern(r"Le numéro BCR vous est attribué.*?courriels\.", "")),
        ("search.bcr.origin", "search.bcr.where"),
    ),
    Alteration(
        "step-2-legends-lost",
        KIND,
        "The two parts of the form of step 2 have no titles.",
        page("search", pattern(r"<legend>.*?</legend>", "")),
        ("search.establishment", "search.contact"),
    ),
    Alteration(
        "step-2-instruction-lost",
        KIND,
        "Step 2 no longer says what to do.",
        page("search", drop("Complétez les champs obligatoires * puis cliquez sur")),
        ("search.instruction",),
    ),
    Alteration(
        "step-2-advice-lost",
        KIND,
        "Step 2 gives no advice to who finds nothing.",
        page("search", pattern(r'<section class="note".*?</section>', "")),
        (
            "search.advice",
            "search.advice.capitals",
            "search.advice.names",
            "search.advice.administrator",
        ),
    ),
    Alteration(
        "step-3-legend-lost",
        KIND,
        "Step 3 no longer explains its stars.",
        page("regenerate", drop("Champs obligatoires")),
        ("regenerate.mandatory.note",),
    ),
    Alteration(
        "step-4-code-hidden",
        KIND,
        "Step 4 shows stars in the place of the code.",
        page(
            "certification-code", pattern(r'(id="code-de-certification"[^>]*>)[^<]*', r"\1********")
        ),
        ("certification-code.shown",),
    ),
    Alteration(
        "space-heading-other",
        KIND,
        "The personal space is headed otherwise.",
        page("space", heading("Mon espace personnalisé", "Tableau de bord")),
        ("space.heading",),
    ),
)
