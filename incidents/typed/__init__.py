"""How what a person types becomes the values of several fields at once: days, figures, ways, places."""

from incidents.typed.days import read_days
from incidents.typed.fields import fields_of
from incidents.typed.figures import read_figure
from incidents.typed.places import candidates, place_typed
from incidents.typed.ways import read_way

__all__ = ["candidates", "fields_of", "place_typed", "read_days", "read_figure", "read_way"]
