"""Russian reports: the same stages, named as the English ones, over a Russian parse. `reading.py` puts them in order."""
