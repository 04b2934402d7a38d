"""Which incidents, statements and reports: one set of filter words for page, map, timeline, API and export."""

from incidents.filters.fields import (
    YES,
    BBoxField,
    BBoxFilter,
    BorderField,
    BorderFilter,
    CountryField,
    CountryFilter,
    DirectionField,
    NumberFilter,
    NumbersField,
)
from incidents.filters.incidents import IncidentFilter, incident_words, question_of
from incidents.filters.periods import PeriodForm, problems_of
from incidents.filters.texts import ReportFilter, StatementFilter

__all__ = [
    "YES",
    "BBoxField",
    "BBoxFilter",
    "BorderField",
    "BorderFilter",
    "CountryField",
    "CountryFilter",
    "DirectionField",
    "IncidentFilter",
    "NumberFilter",
    "NumbersField",
    "PeriodForm",
    "ReportFilter",
    "StatementFilter",
    "incident_words",
    "problems_of",
    "question_of",
]
