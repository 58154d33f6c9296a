# Ce que la ligne de commande dit d’une panne.

error-expected = codes-perdus : attendu : { FAULT($expected) }{ $where }
error-seen = vu :     { FAULT($seen) }
error-remedy = remède : { FAULT($remedy) }
