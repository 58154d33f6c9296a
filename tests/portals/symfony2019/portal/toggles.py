"""Défauts et variations, choisis au démarrage."""
import json
import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class UnknownToggle(Exception):
    pass


def _names(filename):
    with open(os.path.join(ROOT, filename), encoding="utf-8") as source:
        return [entry["name"] for entry in json.load(source)]


class Toggles:
    def __init__(self, defect="", variation=""):
        for value, filename, kind in ((defect, "defects.json", "défaut"), (variation, "variations.json", "variation")):
            if value and value not in _names(filename):
                raise UnknownToggle("%s inconnu(e) : %s" % (kind, value))
        self._defect = defect
        self._variation = variation

    def defect(self, name):
        return bool(name) and self._defect == name

    def variation(self, name):
        return bool(name) and self._variation == name
