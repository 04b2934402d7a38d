"""The situation brief: one content model of what the records say of a period, and its forms (page, PDF, Markdown, JSON)."""
