"""Decoder models: a prompt, and what the model writes after it. Run by llama.cpp, by transformers, or by a server elsewhere."""
