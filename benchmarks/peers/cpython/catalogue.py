"""All rows of all experiments that CPython, NumPy and the extensions can run."""

import boundary_costs
import document_000
import document_001
import document_002
import document_003

ROWS = (
    document_000.ROWS
    + document_001.ROWS
    + document_002.ROWS
    + document_003.ROWS
    + boundary_costs.ROWS
)
