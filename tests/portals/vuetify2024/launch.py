"""Charge les sources, applique la retouche demandée (--defect, --variation) en mémoire et lance le serveur."""
import argparse, json, os, sys, types  # noqa: E401
from pathlib import Path

ICI = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
def main():
    p = argparse.ArgumentParser()
    p.add_argument("--port", type=int, required=True)
    for nom, requis in (("--smtp", True), ("--accounts", True), ("--defect", False), ("--variation", False)):
        p.add_argument(nom, required=requis)
    options = p.parse_args()
    sources = {str(f.relative_to(ICI)): f.read_text("utf-8")
               for f in [ICI / "server.py", ICI / "content.json", *sorted((ICI / "front").iterdir())]}
    retouches = json.loads((ICI / "patches.json").read_text("utf-8"))
    for nom in filter(None, (options.defect, options.variation)):
        if nom not in retouches:
            p.error(f"inconnu : {nom}")
        for r in retouches[nom]:
            if sources[r["file"]].count(r["find"]) != 1:
                p.error(f"{nom} : retouche sans objet dans {r['file']} : {r['find']}")
            sources[r["file"]] = sources[r["file"]].replace(r["find"], r["put"])
    module = types.ModuleType("server")
    sys.modules["server"] = module
    exec(compile(sources["server.py"], "server.py", "exec"), module.__dict__)
    comptes = json.loads(Path(options.accounts).read_text("utf-8"))
    os.chdir(ICI)
    module.lancer(options.port, options.smtp, comptes, sources)
if __name__ == "__main__":
    main()
