"""What programs ask: the endpoints, the schema of their answers, their document, and the same as tools for assistants."""
