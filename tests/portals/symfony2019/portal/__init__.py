"""Espace personnalisé employeur - Retraites et solidarité (refonte 2019)."""
