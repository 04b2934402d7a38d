"""Incidents by CSV, in the columns of our own files: read, looked at line by line, then written as one act."""
