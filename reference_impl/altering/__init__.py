"""What alterations are made of, one module a place: texts, pages, rules, answers, mails, parts."""
