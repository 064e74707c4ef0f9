"""Briefs of many files, folders and tables: `python batch.py INPUT... --out DIR`. See docs/batch.md."""

import sys

from brief.cli.batch import main

if __name__ == "__main__":
    sys.exit(main(program="python batch.py"))
