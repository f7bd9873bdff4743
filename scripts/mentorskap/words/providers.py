"""Mail domains: whose organisation an address belongs to, and the providers that anyone may use."""

_PROVIDERS = frozenset(
    (
        *("gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "aol"),
        *("icloud", "me", "mac", "proton", "protonmail", "pm", "gmx", "mail", "fastmail", "hey"),
        *("tutanota", "tuta", "zoho", "yandex", "telia", "comhem", "bredband", "bahnhof", "spray"),
        *("home", "tele2", "swipnet", "passagen", "glocalnet", "telenor", "online", "tdc"),
        *("yousee", "elisanet", "kolumbus", "luukku", "suomi24", "web", "t-online", "btinternet"),
        *("duck", "posteo", "mailbox", "runbox", "tre", "mailfence"),
    )
)
"""Mail providers that anyone may use, by the name before the last dot."""
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne"})


def mail_domain(email: str | None) -> str | None:
    """Return the domain of someone's own organisation, without its subdomains, or None."""
    labels = (email or "").casefold().rpartition("@")[2].split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    own = labels[-size:]
    return None if len(own) < 2 or own[0] in _PROVIDERS else ".".join(own)
