"""
Secrets that stand in a place of their own, without a name.

Such places are in URLs, commands and files, and in what objects of Python show of themselves.
"""

from nautilus_vlogs.convert.issued_tokens import Formed
from nautilus_vlogs.convert.lazy_pattern import LazyPattern

_compiled = LazyPattern  # at its first use


#: A separator of a URL that is encoded once or twice.
_SLASHES = r"(?i:%(?:25)?2f%(?:25)?2f)"

#: How a field's lines end in a form of several parts, also in a text of JSON or of Python.
_CRLF = r"(?:\r\n|\\{1,4}+r\\{1,4}+n)"
_PART = r"[a-z\-]{1,32}+:[^\r\n\\]{0,128}+"

SECRETS_IN_PLACES: tuple[Formed, ...] = (
    # The password in a URL, which may hold an `@` itself, or a `/` where no port can be meant.
    Formed(
        ("//",),
        _compiled(
            r"//[^\s/:@\"'\[]{0,256}+:(?!\d{1,5}[?#])"
            r"([^\s/\"'<>]{1,256}(?=@)|(?!\d{1,5}/)[^\s\"'<>@]{1,256})@(?=[\w.\[]|\s|\Z)"
        ),
        beside="@",
    ),
    # Without a scheme: before a host with its port, or with signs that no mailbox's name has.
    Formed(
        (":",),
        _compiled(
            r"(?<=\w):(?=[^\s@]{0,64}[A-Za-z])"
            r"((?=[^\s@]{0,64}[\d!#$%^&*?~])[^\s/:@\"'<>,;=()\[\]{}|\\]{6,128}+"
            r"(?=@[a-z\d][a-z\d.\-]{1,253}+:\d{2,5}(?!\w))"
            r"|(?=[^\s@]{0,64}[!#$%^&*?~])[^\s/:@\"'<>,;=()\[\]{}|\\]{6,128}+"
            r"(?=@[a-z\d][a-z\d\-]{0,62}\.[a-z\d]))"
        ),
        shape=_compiled(r":[^\s/:@]*+@"),
        rest=_compiled(r":[^\s/:@]*+@"),
    ),
    Formed(
        ("%2f%2f", "%252f%252f"),
        _compiled(
            rf"{_SLASHES}(?:[\w.~\-]|%(?!(?:25)?(?i:3a|40|2f))){{0,256}}+%(?:25)?(?i:3a)"
            r"((?:[\w.~\-+!*$]|%(?!(?:25)?(?i:40|2f))){1,256}+)%(?:25)?40"
        ),
    ),
    # A token in the place of a user's name, and the key of a user's stream on a Binance socket.
    Formed(
        ("://",),
        _compiled(r"://((?=[A-Za-z_\-]{0,511}+\d)[\w\-]{20,512}+)@(?=[\w.\[]|\s|\Z)"),
        beside="@",
    ),
    Formed(("/ws/",), _compiled(r"/ws/([A-Za-z0-9]{48,128})(?!\w)")),
    Formed(
        ("?key=", "&key=", "?code=", "&code="),
        _compiled(
            r"(?i:[?&](?:key|code)=)"
            r"((?=[^&\s]{0,64}\d)(?=[^&\s]{0,64}[A-Za-z])[\w.~+/=%\-]{16,512}+)"
        ),
    ),
    Formed(
        ("infura.io/", "alchemy.com/", "alchemyapi.io/"),
        _compiled(
            r"(?i:(?:infura\.io|alchemy\.com|alchemyapi\.io)/(?:ws/)?(?:v\d/)?)([\w\-]{20,64})"
        ),
    ),
    Formed(("quiknode.pro/",), _compiled(r"(?i:quiknode\.pro/)([0-9a-f]{32,64})")),
    Formed(
        ("rpc.ankr.com/", "chainstack.com/", "getblock.io/", "blastapi.io/"),
        _compiled(
            r"(?i:(?:rpc\.ankr|chainstack|getblock|blastapi)\.(?:com|io)/(?:[a-z_]{1,32}/){0,2})"
            r"((?=[^/]{0,64}\d)[0-9a-fA-F\-]{32,64})(?![\w\-])"
        ),
    ),
    Formed(("office.com/webhook/",), _compiled(r"(?i:office\.com/webhook/)([\w@\-/]{32,512})")),
    Formed(("hooks/catch/",), _compiled(r"hooks/catch/([\w/]{8,128})")),  # Zapier
    Formed(("/with/key/",), _compiled(r"/with/key/([\w\-]{16,128})")),  # IFTTT
    # In command lines.
    Formed(("sshpass",), _compiled(r"sshpass\s{1,4}-p\s{0,4}[\"']?([^\s\"']{1,256})")),
    Formed(
        ("redis-cli",),
        _compiled(r"redis-cli\s(?:[^\n]{0,128}?\s)?-a\s{1,4}[\"']?([^\s\"']{1,256})"),
    ),
    Formed(
        ("curl ",),
        _compiled(
            r"curl\s(?:[^\n]{0,128}?\s)?(?:-[a-zA-Z]{0,8}[uU]|--(?:proxy-)?user)[\s=][\"']?[^\s:\"'@/]{0,64}:"
            r"([^\s\"']{1,256})"
        ),
    ),
    Formed(
        ("curl ",),
        _compiled(
            r"curl\s(?:[^\n]{0,128}?\s)?(?:-b|--cookie)[\s=]"
            r"[\"']?((?=[^\s\"'=]{1,64}=)[^\n\"']{6,4096}+(?=[\"'])|[^\s\"'=]{1,64}=[^\s\"']{1,4096}+)"
        ),
    ),
    # No other option of theirs is one of these joined to what is no small letter.
    Formed(
        ("mysql", "mariadb"),
        _compiled(
            r"(?:mysql|mariadb)[\w\-]{0,16}\s(?:[^\n]{0,128}?\s)?-p"
            r"[\"']?((?=[a-z]{0,64}[^a-z\s=_\-])[^\s\"']{1,256})"
        ),
    ),
    Formed(
        ("mongo", "docker login"),
        _compiled(
            r"(?:mongo(?:sh|dump|restore|export|import)?|docker login)\s(?:[^\n]{0,128}?\s)?"
            r"-p[\s=]{1,4}[\"']?([^\s\"']{1,256})"
        ),
    ),
    # In forms of several parts, where a field's name and value are lines apart.
    Formed(
        ("pass", "secret", "key", "token"),
        _compiled(
            r"(?i:(?:pass(?:word|wd|phrase|code)|secret|(?:(?<=api)|(?<=api[_-])|(?<=access[_-])"
            r"|(?<=auth[_-])|(?<=secret[_-])|(?<=private[_-]))(?:key|token))\w{0,16}+\\*+[\"']"
            rf"(?:(?:{_CRLF}{_PART}){{0,4}}+{_CRLF}{{2}}(?=[^\r\n\\]++(?:{_CRLF}|\Z))"
            rf"|(?:\n{_PART}){{0,4}}+\n\n(?=[^\n]{{1,1024}}+\n--)))([^\r\n\\]++)"
        ),
    ),
    # In files: SSH2 and PuTTY.
    Formed(
        ("---- begin ",),
        _compiled(
            r"(?<!-)---- BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY ----"
            r"((?:[^\-\\]|-(?!--- END)|\\(?!\"\s{0,4}[,}\]]))++)"
        ),
    ),
    Formed(
        ("private-lines",),
        _compiled(r"Private-Lines: \d{1,4}\s{1,2}((?:[A-Za-z0-9+/=]{1,128}+\n?){1,200}+)"),
    ),
    # As objects of Python show themselves.
    Formed(
        ("secret",),
        _compiled(
            r"(?i:secret)(?:Str|Bytes|String)?\(b?\\*+[\"'](?!\*|None\b)([^\s\"'\\]{1,1024})\\*+[\"']\)"
        ),
    ),
    Formed(
        ("basicauth(", "digestauth("),
        _compiled(r"(?i:(?:basic|digest)auth\()(?=\\*+[\"'])([^()\n]{3,256})(?=\))"),
    ),
    Formed(("<cookie ",), _compiled(r"(?i:<cookie )[^=\s]{1,64}=([^\s>]{1,4096})(?= for )")),
)
