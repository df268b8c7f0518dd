"""What stands on a result in English: heads of tables, what was cut; ``heads_id`` has Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .grammar import Plural


class Results:
    """Words around the figures of a result, in a terminal, a notebook and a report."""

    more_rows = Plural("… {n} more rows", one="… {n} more row")
    more_columns = "… more columns: {names}"
    further = "Further tables: {tables}"
    heads: Mapping[str, str] = {}
    """Names of fields as headings; of those that are nowhere, the underscores become blanks."""
    short: Mapping[str, str] = {
        "bh": "p (BH)",
        "cv": "CV",
        "df_all": "df, all",
        "holm": "p (Holm)",
        "johnson": "Johnson",
        "kendall_tau_b": "Kendall τ-b",
        "ksi": "ξ",
        "lambda_6": "λ6",
        "lambda_max": "λmax",
        "not_": "not",
        "p90": "P90",
        "p_value": "p",
        "r2": "R²",
        "rho": "ρ",
        "sd": "SD",
        "se": "SE",
        "share_of_r2": "share of R²",
        "smc": "SMC",
        "spearman": "Spearman",
        "weighted_spearman": "weighted Spearman",
        "ws": "WS",
    }
    """Names that are no words, as headings."""
    endings: Mapping[str, str] = {
        "after": "{of} after",
        "before": "{of} before",
        "level": "{of} level",
        "lower": "{of} lower",
        "p": "{of} p",
        "se": "{of} SE",
        "upper": "{of} upper",
    }
    """Headings of names that end so, around that of the rest."""
    titles: Mapping[str, str] = {
        "ActionPlan": "Follow-up of the survey",
        "AdverseImpact": "Adverse impact",
        "Allowance": "Allowance",
        "Alpha": "Cronbach's alpha",
        "Assignment": "Assignment",
        "Bartlett": "Bartlett's test",
        "Candidate": "Candidate",
        "CohenKappa": "Cohen's kappa",
        "Combined": "Combined",
        "Considered": "A post that was considered",
        "CreditTotal": "Credit points for the next {step}: {reached} have enough",
        "Curve": "Curve",
        "Deductions": "Deductions",
        "Distribution": "Distribution",
        "Efficiency": "Efficiency",
        "EventStudy": "Event study",
        "Findings": "Distribution of {n} people ({organisation}): {said}",
        "FleissKappa": "Fleiss' kappa",
        "GradeCounts": "People by group and grade",
        "Held": "What holds it",
        "ICC": "ICC",
        "IPASN": "IP ASN of {n} people",
        "Imbalance": "Imbalance",
        "ImbalanceChange": "Imbalance change",
        "InterruptedSeries": "Interrupted series",
        "ItemAnalysis": "Item analysis",
        "KMO": "KMO",
        "KendallW": "Kendall's W",
        "KeyDrivers": "Key drivers",
        "KrippendorffAlpha": "Krippendorff's alpha",
        "Level": "Level of the objectives",
        "LogRank": "Log-rank test",
        "Move": "Move",
        "MoveExplanation": "Why a move",
        "NGain": "Normalized gain",
        "NextBand": "Next band",
        "OfGroup": "Of group",
        "Omega": "McDonald's omega",
        "OpenPost": "Open post",
        "Paired": "Paired",
        "PlanMargins": "Plan margins",
        "Projection": "Projection",
        "Provenance": "Provenance",
        "RankAgreement": "Rank agreement",
        "Ranking": "Ranking({method}, n={n}, {side} is better)",
        "Rate": "Rate",
        "RateRatio": "Rate ratio",
        "Remaining": "Remaining",
        "Replicates": "Replicates",
        "ReportCheck": "A published report, held against its own means",
        "ReportForm": "Report form",
        "SKM": "SKM {version}: {n} respondents",
        "SampleFor": "Size of a sample",
        "ScoreDifferences": "Score differences",
        "Screening": "Screening",
        "ServiceTimes": "Service times",
        "StayExplanation": "Why a person stays",
        "TeacherNeed": "Teacher need",
        "TimesChange": "Times change",
        "Transferable": "{allowed} of {n} may be transferred",
        "TwoGroups": "Two groups",
        "UnitEfficiency": "Unit efficiency",
        "Unmet": "Unmet",
        "WISN": "WISN",
        "Waves": "Change of the satisfaction index",
    }
    """Titles of results by class, for those without a headline of their own (`Headlines`)."""
    sides: Mapping[str, str] = {"higher": "higher", "lower": "lower"}
    domains = " in {n} domains"
    not_checked = "; not checked: {names}"
    nothing_departs = "nothing departs from the guide"

    def head(self, name: str, label: str = "") -> str:
        """A name as a heading; the label that a spread column is for stands behind it.

        >>> Results().head("from_unit"), Results().head("points", "attendance")
        ('from unit', 'points attendance')
        """
        if not name:
            return label
        known = self.heads.get(name) or self.short.get(name)
        if known is None:
            rest, _, last = name.rpartition("_")
            if rest and last in self.endings:
                known = self.endings[last].format(of=self.head(rest))
        said = known or name.replace("_", " ")
        return f"{said} {label}" if label else said

    def heads_of(
        self, names: Iterable[str], parts: Mapping[str, tuple[str, str]]
    ) -> dict[str, str]:
        """Headings by name; `parts` says of which field and label a spread column is."""
        out: dict[str, str] = {}
        for name in names:
            said = self.head(*parts.get(name, (name, "")))
            out[name] = name if said in out.values() else said
        return out
