# What the command line says of a fault.

error-expected = codes-perdus: expected { FAULT($expected) }{ $where }
error-seen = seen:   { FAULT($seen) }
error-remedy = remedy: { FAULT($remedy) }
