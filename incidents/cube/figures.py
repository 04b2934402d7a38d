"""The ledger's leading figure of each incident, as SQL; `incidents/ledger.py` says the rule, a test holds both together."""

from __future__ import annotations

from incidents.models import Claim
from incidents.parsing.knowledge.codes import LEADING_KINDS, NOT_PEOPLE

_RANK = " ".join(f"WHEN '{kind}' THEN {2 * number}" for number, kind in enumerate(LEADING_KINDS))
_NOT_PEOPLE = ", ".join(f"'{kind}'" for kind in NOT_PEOPLE)


def figures_sql(which: str = "") -> str:
    """incident_id, low, high, is_people; `which` narrows the claims, e.g. " AND incident_id = ANY(%s)".

    The score of a claim: parts of a total stand aside, then the kind that says most, then what is new before sums so far.
    """
    return f"""
SELECT DISTINCT ON (incident_id) incident_id, is_people,
       CASE WHEN n = 1 THEN only_low ELSE low END AS low, CASE WHEN open THEN NULL ELSE high END AS high
FROM (
    SELECT incident_id, score, bool_and(kind NOT IN ({_NOT_PEOPLE})) AS is_people, count(*) AS n,
           min(low)::float8 AS only_low, min(coalesce(low, 0))::float8 AS low, max(high)::float8 AS high,
           bool_or(high IS NULL) AS open
    FROM (
        SELECT incident_id, kind, low, high,
               CASE WHEN basis = 'subtotal' THEN 1000 ELSE 0 END + CASE kind {_RANK} ELSE 500 END
               + CASE WHEN basis = 'new' THEN 0 ELSE 1 END AS score
        FROM {Claim._meta.db_table} WHERE withdrawn_at IS NULL{which}
    ) AS scored GROUP BY incident_id, score
) AS summed ORDER BY incident_id, score"""
