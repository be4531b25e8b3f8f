"""The study language: files become a frozen ``Study`` and the plan of what it may publish."""

import lazy_loader

# The names are in the stub beside this file, and loaded when first asked for: a command that only needs
# the language of a workspace does not pay for all its models.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
