"""Briefs of press releases with fact sheets, scored: core facts, wrong renderings, furniture, key sentences, findings.

    python -m benchmarks.briefs [--facts ../shared/eval/briefs-dev] [--length 150] [--out FOLDER]

The scorer is ../shared/eval/score_briefs.py; `--facts examples/facts` scores the repository's own examples with it.
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

SHARED = Path(__file__).parents[2] / "shared" / "eval"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, default=SHARED / "briefs-dev")
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
    scorer = SHARED / "score_briefs.py"
    if not scorer.exists():
        sys.exit("the scorer is not beside the repository: the briefs are in " + str(out))
    subprocess.run([sys.executable, str(scorer), str(args.facts), str(out)], check=True)


if __name__ == "__main__":
    main()
