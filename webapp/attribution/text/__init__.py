"""A text in its parts: paragraphs, sentences, tokens, quotations, what is not prose."""
