"""Questions about claims, what people answered, and what the review page shows."""
