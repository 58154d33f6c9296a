#!/usr/bin/env bash
# Makes the virtual environment FOLDER with the first Python that is recent enough.
# usage: tools/venv.sh FOLDER [PYTHON]
set -euo pipefail

folder=${1:?usage: tools/venv.sh FOLDER [PYTHON]}
wanted=${2:-}

recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if [[ -x $folder/bin/python ]] && recent "$folder/bin/python"; then
  exit 0
fi

python=
for candidate in ${wanted:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
  if command -v "$candidate" >/dev/null && recent "$candidate"; then
    python=$candidate
    break
  fi
done

if [[ -z $python ]]; then
  seen=$("${wanted:-python3}" --version 2>&1) || seen=none
  cat >&2 <<EOM
Expected Python 3.11 or later; seen: $seen.
Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one that you
have: make setup PYTHON=/path/to/python3
EOM
  exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  cat >&2 <<EOM
Expected the modules venv and ensurepip in $("$python" --version); seen: at least one is missing.
Debian and Ubuntu keep them apart: apt-get install python3-venv, then make setup again.
EOM
  exit 1
fi

echo "Making the environment $folder with $("$python" --version)"
"$python" -m venv --clear "$folder"
