"""The command line: `python -m brief.cli`, installed as `jianbao`. A module a group of commands; `app` has them all."""
