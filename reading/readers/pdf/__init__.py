"""PDF files: `reader` reads one; its characters become lines by their places, without what is not painted."""
