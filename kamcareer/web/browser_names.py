"""What to call a browser, from what it calls itself."""

# The first word that fits wins: most browsers also claim to be those further down.
BROWSERS = {"YaBrowser": "Yandex", "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox"}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
SYSTEMS |= {"Linux": "Linux"}


def browser_name(user_agent: str) -> str:
    """Return browser and system, such as "Firefox, Windows"; an empty text where neither is known."""
    names = (next((name for word, name in known.items() if word in user_agent), "") for known in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, names))
