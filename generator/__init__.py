"""Boussole compiles declarative study specs into static sites that help someone decide."""

__version__ = "0.1.0"
