"""How far annotators agree: computed on demand, kept, shown field by field."""
