"""Figures as Vega-Lite specifications, one module a form: the site room draws them."""
