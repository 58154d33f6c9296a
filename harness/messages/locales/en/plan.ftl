# What is shown before a portal is used.

## What a plan costs a portal, before somebody agrees to it

plan-agree = Do this to the portal?
plan-lost-state = Codes that earlier runs changed are not known: there is no { $path }. Each account is taken to have the code of its file. Keep `state`, or give `reset`: docs/CI.md.
plan-left-out = { $n } left out
plan-rate = { $rate } a second
plan-unlimited = as fast as it answers
plan-mails = mails sent, at most
plan-codes = codes changed, at most
plan-lockouts = accounts locked, at most
plan-movements = movements
plan-duration = duration, about
