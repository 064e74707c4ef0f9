"""Encoder-decoder models: a source in, a target out. Run by CTranslate2 where it converts the architecture, else by PyTorch."""
