"""Launcher: reads the sources, applies the asked patches (patches.json), runs the back end."""
import argparse, json, pathlib, sys
HERE = pathlib.Path(__file__).resolve().parent
parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--smtp", required=True)
parser.add_argument("--accounts", required=True)
parser.add_argument("--defect", action="append", default=[])
parser.add_argument("--variation", action="append", default=[])
ARGS = parser.parse_args()
FILES = {str(p.relative_to(HERE / "webapp")): p.read_bytes().decode() for p in (HERE / "webapp").rglob("*") if p.is_file()}
FILES.update({name: (HERE / name).read_text() for name in ("server.py", "content.json")})
PATCHES = json.loads((HERE / "patches.json").read_text())
for name in ARGS.defect + ARGS.variation:
    if name not in PATCHES:
        sys.exit("unknown defect or variation: " + name)
    for file, old, new in PATCHES[name]:
        if FILES[file].count(old) != 1:
            sys.exit(f"{name}: {FILES[file].count(old)} times in {file}: {old}")
        FILES[file] = FILES[file].replace(old, new)
exec(compile(FILES["server.py"], "server.py", "exec"), globals())
