"""The guide as a program that knows no HTTP: accounts, codes, rules, mails and what is stored."""
