"""What runs a model: the protocols that every engine fulfils, the registry of families, and a package for each family."""
