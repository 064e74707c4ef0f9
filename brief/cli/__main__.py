"""`python -m brief.cli`."""

from brief.cli.app import main

if __name__ == "__main__":
    main()
