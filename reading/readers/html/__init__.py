"""Web pages: `reader` reads one; what nobody sees is found by its style sheets, as a browser would, and left out."""
