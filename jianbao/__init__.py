"""The ground floor of Jianbao: what every room may use, and what uses none of them.

`errors` holds the one exception for users, `limits` every bound with its reason, `version` the version.
"""

from jianbao.errors import JianbaoError
from jianbao.version import VERSION

__all__ = ["VERSION", "JianbaoError"]
__version__ = VERSION
