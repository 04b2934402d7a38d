"""Full-text search: what a person types, as a question to the indexes that the database keeps."""
