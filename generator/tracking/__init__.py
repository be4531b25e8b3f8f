"""From one state of a workspace to another: what changed, and what time order can be proven."""

import lazy_loader

# The names are in the stub beside this file, and loaded when first asked for: to offer the forms in which
# a comparison is printed, nothing is compared.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
