"""Pages and a theme become files on disk: the only room that writes."""

import lazy_loader

# The names are in the stub beside this file, and loaded when first asked for: to see that a site stands,
# nothing that draws or renders is needed.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
