"""Whether an instance is whole, and every setting fits the place where it stands; reads only."""
