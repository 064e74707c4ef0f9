"""Word documents: `reader` reads one, `body` goes through its text; what nobody sees is found by the styles of each run, and left out."""
