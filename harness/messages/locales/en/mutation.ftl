# What `mutants` prints of its matrix.

mutants-killed = { $killed } of { $mutants } mutants killed ({ $rate })
mutants-survived = { $n ->
    [one] 1 survivor
   *[other] { $n } survivors
}
mutants-collateral = { $n ->
    [one] 1 mutant with collateral
   *[other] { $n } mutants with collateral
}
mutants-alarms = { $n ->
    [one] 1 false alarm
   *[other] { $n } false alarms
} on { $variations ->
    [one] 1 variation
   *[other] { $variations } variations
}
mutants-faults = { $n ->
    [one] 1 fault
   *[other] { $n } faults
} of the matrix
mutants-statements = { $failed } of { $statements } statements failed on some mutant
mutants-unseen = { $n } not tried: the driver cannot see { $n ->
    [one] it
   *[other] them
}
mutants-absent = { $n } do not apply: this portal has nothing of them
mutants-stopped = stopped: { $tried } of { $total } tried; to continue: --out { $folder } --resume

## What became of one

mutant-killed = killed
mutant-survived = survived
mutant-kept = kept
mutant-blamed = blamed
mutant-off = not switched on
mutant-fault = fault
mutant-unseen = not visible
mutant-absent = does not apply
mutant-silent = silent
mutant-barred = barred
mutant-untried = untried
mutant-collateral = collateral

## The page of the matrix

matrix-title = Mutants
matrix-faults = Faults of the matrix
matrix-survivors = Survivors
matrix-collateral = Collateral
matrix-alarms = False alarms
matrix-mutants = All mutants
matrix-variations = All variations
matrix-unbroken = Statements that no mutant broke
matrix-none = None.
matrix-alteration = alteration
matrix-kind = kind
matrix-status = status
mutant-killed-by = killed by
mutant-unreached = unreached
mutant-faults = faults
