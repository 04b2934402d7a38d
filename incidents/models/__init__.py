"""The records, one noun a file."""

from incidents.models.actor import Actor
from incidents.models.border import Border, CrossingPoint
from incidents.models.brief import FrozenBrief
from incidents.models.changeset import Changeset
from incidents.models.claim import Claim
from incidents.models.correction import Correction
from incidents.models.evidence import Evidence
from incidents.models.incident import Incident, Participant, ReportIncident, TwinSuggestion
from incidents.models.index import IncidentIndex, ReportIndex, StatementIndex, Urgency
from incidents.models.once import Once
from incidents.models.place import Place
from incidents.models.preview import Preview, PreviewRun
from incidents.models.read import Read
from incidents.models.report import Job, JobState, Original, Report, ReportLink, Source
from incidents.models.statement import About, Statement
from incidents.models.tag import Tag
from incidents.models.talk import Assignment, Comment, Notice
from incidents.models.user import ApiToken, User
from incidents.models.view import SavedView
from incidents.models.webhook import Webhook, WebhookDelivery, WebhookTold

__all__ = [
    "About",
    "Actor",
    "ApiToken",
    "Assignment",
    "Border",
    "Changeset",
    "Claim",
    "Comment",
    "Correction",
    "CrossingPoint",
    "Evidence",
    "FrozenBrief",
    "Incident",
    "IncidentIndex",
    "Job",
    "JobState",
    "Notice",
    "Once",
    "Original",
    "Participant",
    "Place",
    "Preview",
    "PreviewRun",
    "Read",
    "Report",
    "ReportIncident",
    "ReportIndex",
    "ReportLink",
    "SavedView",
    "Source",
    "Statement",
    "StatementIndex",
    "Tag",
    "TwinSuggestion",
    "Urgency",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WebhookTold",
]
