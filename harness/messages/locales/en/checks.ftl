# What checks expected and saw. The words of the portal and of the guide stand in quotes.

field-labelled = a field { $label }
only-these-fields = { $count ->
    [0] no field at all
   *[other] only { $labels }
}
several = { $facts }
