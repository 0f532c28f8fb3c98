"""Patches of moto: one function for each missing feature, with its documentation by AWS."""

import moto

WRITTEN_FOR = "5.2.5"

# moto calls this function if a resource type has it.
OPTIONAL = ("delete",)


def patch(owner, name, *, lacks, aws, kind=lambda function: function):
    """
    Replaces a function of moto. `lacks` says what moto does or does not do, `aws` what the documentation of AWS says.
    `kind` is staticmethod or classmethod where the replaced function is one.
    """
    if not hasattr(owner, name) and name not in OPTIONAL:
        raise AttributeError(f"moto {moto.__version__} has no {owner.__name__}.{name}: {lacks}")
    if not lacks or not aws:
        raise ValueError(f"The patch of {owner.__name__}.{name} must say what moto lacks and what AWS documents.")

    def replace(function):
        setattr(owner, name, kind(function))
        return function

    return replace


def require_version():
    """A newer moto may have the feature or call a patched function differently."""
    if moto.__version__ != WRITTEN_FOR:
        raise SystemExit(
            f"The patches are written for moto {WRITTEN_FOR}, and this is {moto.__version__}. Look at each patch: "
            "delete those that "
            "moto no longer needs, and set WRITTEN_FOR in patch.py."
        )
