# Ce que les contrôles attendaient et ont vu. Les mots du portail et du guide sont entre guillemets.

field-labelled = un champ { $label }
only-these-fields = { $count ->
    [0] aucun champ
   *[other] seulement { $labels }
}
several = { LIST($facts, separator: " ; ") }
