"""Steps that several paths share: the checks of parameters, and parts of answers."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import HTTPException

from nautilus_vlogs.api import models
from nautilus_vlogs.api.parameters import FilterParameters
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.answers import Counts
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.time_range import TimeRange

_T = TypeVar("_T")


def checked(make: Callable[[], _T]) -> _T:
    """Return the result of a function of parameters; raise a 400 if they make no sense."""
    try:
        return make()
    except InvalidQueryError as e:
        raise HTTPException(400, str(e)) from None


def filters_of(parameters: FilterParameters) -> FilterArguments:
    """Return the filters for the client; raise a 400 if they make no sense."""
    try:
        return parameters.filters()
    except ValueError as e:
        raise HTTPException(400, str(e)) from None


def counts_of(counts: Counts) -> list[models.Count]:
    """Return counts as the API has them."""
    return [models.Count(value=value, count=count) for value, count in counts.items()]


def range_of(window: TimeRange, clamped: list[models.Clamped]) -> models.RangeAnswer:
    """Return the part of an answer that every one has."""
    return models.RangeAnswer(start=window.start, end=window.end, clamped=clamped)
