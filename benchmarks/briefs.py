"""Briefs of press releases with fact sheets, scored: core facts, wrong renderings, furniture, key sentences, findings.

    python -m benchmarks.briefs FACTS [--scorer score_briefs.py] [--length 150] [--out FOLDER]

FACTS: a folder of fact sheets, such as examples/facts. Without a scorer, which is run with FACTS and the folder of the
briefs, the findings are counted alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from brief import from_text, load_composer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--length", type=int, default=150)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--no-check", dest="check", action="store_false")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    composer = load_composer(model=args.model, check=args.check, length=args.length)
    kinds: Counter[str] = Counter()
    for path in sorted(args.facts.glob("*.json")):
        sheet = json.loads(path.read_text("utf-8"))
        brief = composer.compose(from_text(sheet["body_zh"], title=sheet["title_zh"], name=path.stem))
        (out / path.name).write_text(brief.as_json(), "utf-8")
        kinds.update(f"{f.severity} {f.kind}" for f in brief.all_findings())
    print("findings:", dict(kinds.most_common()))
    if args.scorer is None:
        print("the briefs are in", out)
    else:
        subprocess.run([sys.executable, str(args.scorer), str(args.facts), str(out)], check=True)


if __name__ == "__main__":
    main()
