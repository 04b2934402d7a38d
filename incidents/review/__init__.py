"""The one place where a person writes: every act is checked, done in one transaction, and kept as corrections of one changeset."""

from incidents.editable import EDITABLE, plain
from incidents.review.bulk import Change, change_many, outlook
from incidents.review.changesets import act, last_act
from incidents.review.correcting import correct, correct_all, correct_several
from incidents.review.entering import add_claim, add_incident, enter_claim, enter_incident, enter_statement
from incidents.review.log import history
from incidents.review.merging import Choice, MergePreview, merge, merge_preview, unmerge
from incidents.review.parts import add_participant, remove_participant
from incidents.review.refusals import Conflict, Refused
from incidents.review.restoring import Version, before, restore, values_at, versions
from incidents.review.splitting import split
from incidents.review.status import STATUS_ACTS, set_status
from incidents.review.talk import assign, assigned_to, comment, read_notices, withdraw_comment
from incidents.review.twins import judge, judge_twin
from incidents.review.undoing import TOLD, undo, undo_changeset
from incidents.review.withdrawing import withdraw
from incidents.review.words import assign_words

__all__ = [
    "EDITABLE",
    "STATUS_ACTS",
    "TOLD",
    "Change",
    "Choice",
    "Conflict",
    "MergePreview",
    "Refused",
    "Version",
    "act",
    "add_claim",
    "add_incident",
    "add_participant",
    "assign",
    "assign_words",
    "assigned_to",
    "before",
    "change_many",
    "comment",
    "correct",
    "correct_all",
    "correct_several",
    "enter_claim",
    "enter_incident",
    "enter_statement",
    "history",
    "judge",
    "judge_twin",
    "last_act",
    "merge",
    "merge_preview",
    "outlook",
    "plain",
    "read_notices",
    "remove_participant",
    "restore",
    "set_status",
    "split",
    "undo",
    "undo_changeset",
    "unmerge",
    "values_at",
    "versions",
    "withdraw",
    "withdraw_comment",
]
