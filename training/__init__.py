"""The recipe that made models/bundled: pairs of sentences in, a model folder out. See training/README.md."""
