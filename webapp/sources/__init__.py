"""The source register: who is quoted, under which names, and what each is said to have said."""
