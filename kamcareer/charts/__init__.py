"""Core values as Plotly figures, for the pages where people explore."""
