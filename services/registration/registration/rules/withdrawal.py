"""The ban after withdrawing (PermenPANRB 6/2024 Pasal 58; docs/rules.md §1.5)."""

CLOSED_BUDGET_YEARS = 2


def may_apply_after_withdrawal(
    withdrew_budget_year: int, had_nip: bool, apply_budget_year: int, nip_required: bool = True
) -> bool:
    """Whether a person who passed and withdrew may apply in a budget year.

    The two budget years that follow are closed: withdrawn in 2024 means not in 2025 and
    2026. Sources differ on people who passed but had no employee number yet:
    `nip_required` is the period's setting; True bans only those who had one.
    """
    if nip_required and not had_nip:
        return True
    return not 1 <= apply_budget_year - withdrew_budget_year <= CLOSED_BUDGET_YEARS
