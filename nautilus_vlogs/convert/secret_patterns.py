r"""
Secrets that stand in a text: under a name such as ``api_secret``, or in a form of their own.

A text is searched for words, and looked at closer only where one stands; there every repetition is
possessive or bounded, so that time is linear.

Trading has words of its own: ``token=USDC`` is a coin, ``token=0x…`` a contract, ``key=value`` is
anything, and an order's id has no name of a secret. So how a value must look depends on its name
(see `secret_values`). Names that are given nothing (``None``) are left alone. In prose ("the
password is x") a value has to look like a key.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from functools import partial

import msgspec

from nautilus_vlogs.convert.issued_tokens import ISSUED_TOKENS
from nautilus_vlogs.convert.issued_tokens import Formed
from nautilus_vlogs.convert.lazy_pattern import LazyPattern
from nautilus_vlogs.convert.secret_blocks import values_in_tables
from nautilus_vlogs.convert.secret_places import SECRETS_IN_PLACES
from nautilus_vlogs.convert.secret_signs import GIVEN
from nautilus_vlogs.convert.secret_values import is_code
from nautilus_vlogs.convert.secret_values import is_given
from nautilus_vlogs.convert.secret_values import is_jar
from nautilus_vlogs.convert.secret_values import is_likely
from nautilus_vlogs.convert.secret_values import is_listen_key
from nautilus_vlogs.convert.secret_values import is_mixed
from nautilus_vlogs.convert.secret_values import is_no_count
from nautilus_vlogs.convert.secret_values import is_no_level
from nautilus_vlogs.convert.secret_values import is_no_name
from nautilus_vlogs.convert.secret_values import is_no_setting
from nautilus_vlogs.convert.secret_values import is_no_symbol
from nautilus_vlogs.convert.secret_values import is_no_word
from nautilus_vlogs.convert.secret_values import is_phrase
from nautilus_vlogs.convert.secret_values import is_random
from nautilus_vlogs.convert.secret_values import is_structured
from nautilus_vlogs.convert.secret_values import is_user_and_password
from nautilus_vlogs.convert.secret_values import secret_span

#: What stands in the place of a secret.
MASK = "***"

_compiled = LazyPattern  # at its first use

#: Behind a name: what does not make another name of it, and further words, which may.
_SAME = r"s?(?:[_-]?(?:key|value|hex|b64|\d{1,3}))?"
_TAIL = r"(?P<tail>s?(?:[_-]|(?=\d)|(?-i:(?<=[a-z])(?=[A-Z])))(?:\w|-(?=\w)){1,96}+)"
#: The words of a tail, and those of them that say something about a secret and not it.
_TAIL_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ABOUT = frozenset(
    (
        *("sha", "len", "length", "count", "size", "version", "hint", "type", "ratio", "scope"),
        *("file", "filename", "path", "filepath", "dir", "directory", "url", "uri", "env", "name"),
        *("expire", "expires", "expired", "expiry", "expiration", "ttl", "updated", "created"),
        *("address", "symbol"),
    )
)


#: With a sign as well, prose says that what follows is the value.
_IS = r"(?:is|was)\s?[:=][ \t]{0,4}+"
#: What prose puts between a name and its value, which is no `name=value` of its own.
_SAID = (
    rf"\s[ \t]{{0,3}}+(?:{_IS}|(?:(?:is|was|now|set|reset|changed|to)|to:)\s[ \t]{{0,3}}+){{0,4}}+"
    r"(?![A-Za-z_]{1,32}[=:]\w)"
)
_Match = Callable[[str, int], re.Match[str] | None]
_SIGN = _compiled(rf"(?i:{GIVEN})")
_SIGN_OR_IS = _compiled(rf"(?i:{GIVEN}|\s{_IS})")
_SIGN_OR_SAID = _compiled(rf"(?i:{GIVEN}|{_SAID})")
#: Behind the name of a code to log in with.
_SIGN_OR_DIGIT = _compiled(rf"(?i:{GIVEN}|\s(?:(?:is|was)\s)?(?=\d))")


def _behind(kinds: str, signs: Iterable[str] = ("", "_", "-")) -> str:
    """Return a pattern for standing behind one of these words, joined or not."""
    return "(?:" + "|".join(f"(?<={kind}{sign})" for kind in kinds.split() for sign in signs) + ")"


_KIND_OF_KEY = _behind(
    "api access private priv signing encryption consumer listen session master auth secret app"
    " hmac api\\.",
)
#: Of these a name is a key of a table as often.
_OTHER_KIND_OF_KEY = _behind(
    "enc aes jwt ssh deploy service client account shared webhook admin license subscription rsa",
    "_-",
)
_TOKENS_OF = r"access auth refresh session bearer api secret bot \bid csrf security login jwt"
_KIND_OF_TOKEN = _behind(f"{_TOKENS_OF} victorialogs")
_OF_PERSON = _behind("your verification verify verifying", (" ", ", ", ": "))
_OF_LOGIN = _behind(
    "db database smtp mail email ftp redis mysql postgres pg mongo rabbitmq mq kafka keystore"
    " truststore admin root tws ib broker account",
    "_-",
)
_OF_USER = _behind("user login account trading card bank phone device sms auth", "_- ")


class Named(msgspec.Struct, frozen=True):
    """
    A secret that has a name.

    Parameters
    ----------
    words : tuple of str
        One of these, in small letters, is in each such name.
    pattern : LazyPattern
        Tried where a word stands. Further words of the name are the group ``tail``.
    is_secret : callable
        Returns whether a value is a secret under this name.
    beside : str, default ""
        A text that has to occur as well, in small letters.
    sign : callable, optional
        Matches what is between the name and its value, if `pattern` does not.

    """

    words: tuple[str, ...]
    pattern: LazyPattern
    is_secret: Callable[[str], bool]
    beside: str = ""
    sign: _Match | None = None


def _given(
    words: tuple[str, ...],
    name: str,
    is_secret: Callable[[str], bool],
    beside: str = "",
    *,
    sign: _Match = _SIGN.match,
) -> Named:
    """Return the rule for what is given to a name, in small letters or capitals."""
    return Named(words, _compiled(rf"(?i:{name})"), is_secret, beside, sign)


#: The end of a key in JSON, or in JSON within a text of JSON, whose value is no text.
_JSON_KEY = re.compile(r"(\\{0,7}\")\s{0,4}:\s{0,4}\Z")

_NO_TX = r"(?<!tx_)(?<!transaction_)"  # a transaction's is its public name
_OPTION = "(?:(?<=--)|(?<=--api-)|(?<=--access-)|(?<=--auth-)|(?<=--secret-)|(?<=--private-))"
_OF_API = "(?:(?<=api)|(?<=api[_-])|(?<=secret[_-])|(?<=access[_-])|(?<=auth[_-]))"
#: As many words as a wallet has: in the name's line, or behind a sign in lines or quotes of their
#: own, with numbers or without. A name that is a word of a list itself has a comma behind it.
_WORD = r"[a-z]{3,8}(?![\w=:])"
_PHRASE = (
    r"(?:[^\w\s,;|]{0,4}\s?(?:[:=]|(?:is|was|are)\b)(?:[^\w,;]|\d){0,24}?"
    r"|(?:[^\w\r\n,;|]|\d){1,12}?)"
    rf"({_WORD}(?:(?:(?:\\{{1,7}}+[nrt]|[\s,;|.\-]){{1,16}}+(?:[#(\[]?\d{{1,2}}[\s.:)\]|]{{0,4}})?{_WORD}){{11,23}}+"
    rf"|(?:\\*+[\"'](?:[\s,;\-\\\"']|\d{{1,2}}[\"']?:){{1,24}}+{_WORD}){{11,23}}+))"
)
_PIN = ("pin=", "pin:", 'pin"', "pin'", "pin\\", "pin ", "pin_", "pincode")
_PASSWORD = r"(?:pass(?:word|wd|[_ -]?phrase|code)|secret)"  # noqa: S105  # a pattern

RULES: tuple[Named | Formed, ...] = (
    # A private key in armour goes up to its end, that of its text in JSON, or that of the text.
    Formed(
        ("-----begin ",),
        _compiled(
            r"-----BEGIN (?:[A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?|PGP MESSAGE)-----"
            r"((?:[^\-\"\\]|-(?!----END)|(?!\\{0,8}\"\s{0,4}[,}\]])[\"\\])++)"
        ),
    ),
    _given(("pass", "secret"), rf"{_PASSWORD}{_SAME}", is_given),
    _given(("pass", "secret"), rf"{_PASSWORD}{_TAIL}", is_likely),
    Named(("pwd",), _compiled(rf"(?i:pwd{GIVEN}(?!/))"), is_given),
    # In prose, in a command line, in a `.netrc`, in Redis's configuration.
    Named(("pass",), _compiled(rf"(?i:pass(?:word|wd|phrase|code){_SAID}(?!\s))"), is_likely),
    Named(("pass",), _compiled(rf"(?i:pass(?:word|wd|phrase|code){_SAID}(?!\s))"), is_no_word),
    Named(
        ("secret", "key", "token"), _compiled(rf"(?i:{_OPTION}(?:secret|key|token)\s)"), is_likely
    ),
    Named(("pass",), _compiled(r"(?i:(?:(?<=require)|(?<=master))pass\s)"), is_given),
    Named(("secret",), _compiled(rf"(?i:secret{_SAID}(?=\S{{16}}))"), is_no_name),
    Named(("secret",), _compiled(rf"(?i:secret\s{_IS})"), is_likely),
    # In XML.
    Formed(
        ("pass", "secret", "key", "token"),
        _compiled(rf"(?i:(?:{_PASSWORD}|{_OF_API}(?:key|token))>)([^<>\s]{{1,1024}})(?=<|\Z)"),
    ),
    # So many words of a wallet's lengths in a row are no sentence.
    Formed(
        ("mnemonic", "phrase", "seed"),
        _compiled(
            rf"(?i:(?:mnemonic|phrase|seed)(?:[_ -]?(?:words|phrase|code|list|seed))?{_PHRASE})"
        ),
    ),
    Formed(
        ("words",),
        _compiled(rf"(?i:{_behind('wallet backup recovery 12 24', ' _')}words{_PHRASE})"),
    ),
    Formed(
        ("mnemonic", "phrase", "seed"),
        _compiled(
            r"(?i:(?:mnemonic|phrase|seed(?:[_ -]?words)?)(?:\s?[:=]\s{0,4}| is )"
            r"([a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){5,23}+))"
        ),
    ),
    _given(("mnemonic",), "mnemonic(?:[_ ]phrase)?", is_given),
    _given(("seed", "phrase"), "seed|phrase", is_phrase),
    _given(("key",), rf"{_KIND_OF_KEY}keys?", is_no_count),
    _given(("key",), rf"{_KIND_OF_KEY}key{_TAIL}", is_likely),
    _given(("key",), "(?<=access)key_?ids?", is_random),
    _given(("key",), rf"{_OTHER_KIND_OF_KEY}keys?", is_no_name),
    # As people write it: `API key … has trading permissions`, `listen key for recovery: …`.
    Named(
        ("key",),
        _compiled(
            rf"(?i:{_behind('api listen access secret private auth', ('', *' _-'))}"
            r"keys?(?:\s[a-z]{1,16}(?=[\s:])){0,3}?[:=]?\s(?=\S{16})(?![a-z_]{1,32}[=:]\w))"
        ),
        is_no_name,
    ),
    _given(
        ("key",),
        rf"{_behind('api listen access secret private auth', ' ')}keys?",
        is_likely,
        sign=_SIGN_OR_IS.match,
    ),
    _given(("key_private", "key_secret"), "key_(?:private|secret)", is_likely),
    _given(("key",), "(?<![a-z])keys?", is_mixed, sign=_SIGN_OR_SAID.match),
    # A message that is signed, or has a passphrase, has its key beside.
    _given(("key",), r"(?<=[\"'])key(?=[\"'])", is_random, "signature"),
    _given(("key",), r"(?<=[\"'])key(?=[\"'])", is_random, "passphrase"),
    _given(("key",), r"(?<=[\"'])key(?=[\"'])", is_random, "secret"),
    _given(("key",), r"(?<![\w.\-])key", is_no_name, "secret="),
    _given(("key_id",), r"(?<=[\"'])key_id(?=[\"'])", is_random, "secret"),
    _given(("x-application",), "x-application", is_random),  # Betfair
    # The bytes of a key of Solana.
    Formed(
        ("key",),
        _compiled(
            r"(?i:key_?pairs?\W{0,8}?)"
            r"(\[\s{0,8}(?:\d{1,3},\s{0,8}+){31,127}+(?:\d{1,3}\s{0,8}+\]|\Z)?+)"
        ),
    ),
    # A key, a time and a signature, in this order and without names.
    Formed(
        ("auth",),
        _compiled(
            r"(?i:auth(?:KeyExpires)?\\*+[\"'],[^{}\[\]]{0,128}?"
            r"(?<!\\)\\{0,8}+[\"'](?:args|params)\\{0,8}+[\"']\s?:\s?)"
            r"(\[[^\[\]]++(?:\]|\Z)?+)"
        ),
    ),
    Formed(
        ("args",),
        _compiled(
            r"(?i:args\\*[\"']\s?:\s?)(\[[^\[\]]{1,4096}+\])"
            r"(?=[^{}\[\]]{0,128}(?i:op\\*[\"']\s?:\s?\\*[\"']auth))"
        ),
        beside="auth",
    ),
    _given(("token",), rf"{_KIND_OF_TOKEN}tokens?", is_no_count),
    _given(("token",), rf"{_KIND_OF_TOKEN}token{_TAIL}", is_likely),
    _given(("refresh",), "(?<![a-z])refresh", is_no_name),
    _given(("token",), "token", is_no_symbol),
    Named(
        ("token",),
        _compiled(rf"(?i:{_behind(_TOKENS_OF, ('', *' _-'))}tokens?{_SAID}(?=\S{{16}}))"),
        is_no_name,
    ),
    _given(("jwt",), "(?<![a-z])jwt", is_random),
    _given(("sig",), "(?:(?<![a-z])|(?<=auth)|(?<=api))sign?", is_random),
    # What a request was signed with, in prose; in base 58 it is a transaction's.
    Formed(
        ("signature ", "hmac ", "digest "),
        _compiled(
            r"(?i:(?:(?<!tx )(?<!transaction )signature|hmac(?:[_ -]?sha[_-]?\d{1,3})?"
            r"(?: (?:signature|digest))?) (?:is )?)([0-9a-f]{32,128})(?!\w)"
        ),
    ),
    _given(("signature",), rf"{_NO_TX}signature(?:[_-]?\d{{1,3}})?", is_random),
    _given(
        ("hmac",),
        r"hmac(?:[_-]?(?:sha[_-]?)?\d{1,3})?(?:[_-]?(?:sig(?:nature)?|digest|hash|hex))?",
        is_random,
    ),
    # The key of a user's stream on Binance, in the place of a stream's name.
    _given(
        ("stream=", "streams=", "stream:", "streams:", 'stream"', "stream'"),
        "(?<![a-z_])streams?",
        is_listen_key,
    ),
    Named(('"params',), _compiled(r"\"params\\*+\"\s?:\s?\[\s?"), is_listen_key, "subscribe"),
    # Codes to log in with.
    _given(
        ("otp",),
        "(?:(?<![a-z])|(?<=(?<![a-z])[th]))otp(?:[_ -]?(?:code|token|value|pin))?",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    _given(_PIN, rf"(?:(?<![a-z0-9_])(?=pin\\*+[\"'])|{_OF_USER})pin", is_code),
    _given(
        _PIN,
        rf"(?:(?<![a-z0-9_])|{_OF_USER})pin[_ ]?(?:code|number)",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    Named(_PIN, _compiled(rf"(?i:(?:(?<![a-z0-9_])|{_OF_USER})pin\s(?:is|was)\s(?=\d))"), is_code),
    Named(_PIN, _compiled(r"(?<!\w)PIN"), is_code, sign=_SIGN_OR_DIGIT.match),
    # By itself a level may have this name, as that where a market is held before an expiry.
    _given(("pin=", "pin:"), "(?<![a-z0-9_])pin", is_no_level),
    _given(("pin=", "pin:"), "(?<![a-z0-9_])pin", is_code, "user"),
    _given(("pin=", "pin:"), "(?<![a-z0-9_])pin", is_code, "login"),
    _given(
        ("verification", "authenticator", "login", "sms", "auth"),
        "(?:verification|authenticator|login|sms|auth(?:entication)?)[_ -]?codes?",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    # That of a share is its symbol; a person's is told to be.
    Named(
        ("security code", "security_code"),
        _compiled(
            rf"(?i:{_OF_PERSON}security[_ ]codes?{_SIGN_OR_DIGIT.pattern}(?=[\"']?\d{{3,8}}(?!\w)))"
        ),
        is_given,
    ),
    _given(
        ("one-time", "one time", "one_time"),
        "one[-_ ]time[-_ ](?:code|password|passcode|token)",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    _given(
        ("two_factor", "two-factor", "two factor", "twofactor"),
        "two[_ -]?factor(?:[_ -]?auth(?:entication)?)?(?:[_ -]?(?:code|token|pin))?",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    _given(
        ("fa_code", "fa code"),
        r"(?:(?<=2)|(?<=\bm)|(?<=\bt))fa[_ ]codes?",
        is_code,
        sign=_SIGN_OR_DIGIT.match,
    ),
    Named(("2fa", "mfa"), _compiled("2FA|MFA"), is_code, sign=_SIGN_OR_DIGIT.match),
    Formed(
        ("cookie",),
        _compiled(r"(?i:cookies?\s?:\s?)(?=[^\s\"']{1,256}=)([^\n\"'\\]{6,4096}+)"),
    ),
    _given(("cookie",), "cookies?", is_jar),
    _given(("session",), "session(?:[_-]?(?:id|key))?", is_no_name),
    _given(("sessid",), "sessid", is_random),
    _given(("credential",), "credentials?", is_structured),
    _given(("creds=", "creds:", 'creds"', "creds'"), "(?<![a-z])creds", is_structured),
    # A name as short as `pass` or `pw` is a count or a width as often.
    _given(("pass",), "(?<![a-z0-9])pass", is_no_name),
    _given(("pass",), "(?<![a-z0-9])pass", is_no_count, "user"),
    _given(("pass",), r"(?:(?<=\bmy )|(?<=\byour ))pass", is_likely),
    _given(("pass",), rf"{_OF_LOGIN}pass", is_no_count),
    Named(("?pass=", "&pass="), _compiled(r"(?i:[?&]pass=)"), is_likely),
    _given(("pw=", "pw:", 'pw"', "pw'"), "(?<![a-z0-9])pw", is_no_word),
    _given(("userpass", "user_pass", "user:pass"), "user[_:]?pass", is_given),
    # Passwords in other languages.
    _given(
        ("passwort", "kennwort", "contrase", "mot_de_passe", "mot de passe", "\u5bc6\u7801"),
        "passwort|kennwort|contrase(?:n|\u00f1)a|mot[_ ]de[_ ]passe|\u5bc6\u7801",
        is_given,
    ),
    _given(
        ("auth",),
        "(?<![a-z])auth(?:entication|[_-]?(?:data|code|string|header|hash))?",
        is_structured,
    ),
    # Of a scheme with parameters all of these, such as `Digest username="bob", response="…"`.
    Formed(
        ("authoriz",),
        _compiled(
            rf"(?i:authorization{GIVEN}(?:b?\\*+[\"'])?"
            r"(?:digest|hawk|oauth|mac|signature|[a-z]{0,8}\d?-?hmac[\w\-]{0,16})\s{1,4})"
            r"([\w\-]{1,32}=(?:\\*+\"[^\"\n]{0,1024}+\"|[^\s,\"'\\]{1,1024}+)"
            r"(?:,\s{0,4}[\w\-]{1,32}=(?:\\*+\"[^\"\n]{0,1024}+\"|[^\s,\"'\\]{1,1024}+)){0,24}+)"
        ),
    ),
    Formed(
        ("authoriz",),
        _compiled(
            # What is long enough behind a word has that for its scheme, known here or not.
            rf"(?i:authorization{GIVEN}(?:b?\\*+[\"'])?"
            r"(?!(?:none|null|true|false)(?![\w.]))"
            r"(?:(?:bearer|basic|token|digest|apikey|hmac\S{0,16})\s++"
            r"|[a-z][\w\-]{1,31}+\s{1,4}(?=[^\s,;\"'\\]{8}))?+)"
            r"(?!(?i:none|null|true|false|\*+)(?![\w.])|[\w\-]{2,32}\s{1,4}\*{3})([^\s,;\"'\\]++)"
        ),
    ),
    Named(("basic ",), _compiled(r"(?i:(?<!\w)basic )"), is_user_and_password),
    Formed(
        ("bearer",),
        _compiled(
            r"(?i:bearer(?:\s++|\s?[:=]\s?))"
            r"((?=[\w.~+/=\-]*[0-9_\-+/=]|[\w~]{1,512}\.\w)[\w.~+/=\-]{6,}+)",
        ),
    ),
    Formed(
        ("pk=", "pk:", 'pk"', "pk'", "pk\\", "wallet", "evm", "eth_key", "ethkey", "signer"),
        _compiled(
            r"(?i:(?<![a-z0-9])(?:pk|(?:wallet|evm|eth|signer)_?key)(?:\\*+[\"'])?\s?[=:]\s?(?:b?\\*+[\"'])?)((?:0x)?[0-9a-fA-F]{64})(?!\w)"
        ),
    ),
    # Password, new password, raw data and their encrypted forms in a FIX message.
    Formed(
        ("554=", "925=", "1402=", "1404="),
        _compiled(r"(?:(?<!\d)|(?<=u0001)|(?<=x01))(?:554|925|140[24])=([^\x01|^\n;\"'\\]{1,4096})"),
        beside="8=fix",
    ),
    # Without a message's beginning the separators tell.
    Formed(
        ("|554=", "\x01554=", "^a554=", "^554=", "u0001554=", "x01554=", "\u2401554=", "<soh>554="),
        _compiled(
            r"(?i:[|\x01\u2401]|\^a?|u0001|x01|<soh>)554="
            r"(?!\d{1,7}(?:[\x01\u2401|^<\\]|\Z))"
            r"((?:[^\x01\u2401|^<\n;\"'\\]|<(?!(?i:soh>))){1,4096}+)"
        ),
    ),
    Named(
        ("(554)=", "(554):", "<554>=", "<554>:"), _compiled(r"[(<]554[)>][=:]\s?"), is_no_count
    ),
    # As dictionaries and pairs of Python show them.
    *(
        Named(
            ("554", "925", "1402", "1404"),
            _compiled(rf"(?<![\w.])(?:554|925|140[24]){sign}\s?(?=b?[\"'])"),
            is_no_count,
            "'fix",
        )
        for sign in (":", r"\\*+[\"']?,")
    ),
    Named(('"554"',), _compiled(r"\"554\"\s?:\s?"), is_no_count, '"35"'),
    Named(("'554'",), _compiled(r"'554'\s?:\s?"), is_no_count, "'35'"),
    Formed(
        ("96=",),
        _compiled(r"(?:(?<!\d)|(?<=u0001)|(?<=x01))96=([^\x01|^\n;\"'\\]{1,4096})"),
        beside="8=fix",
    ),
    *SECRETS_IN_PLACES,
    *ISSUED_TOKENS,
)  # fmt: skip


def _shape(rule: Named | Formed) -> LazyPattern | None:
    return rule.shape if isinstance(rule, Formed) else None


#: One of these, in small letters, is in every text in which there may be a secret, or one of the
#: first together with one of the second; or it has one of the shapes.
WORDS = tuple(
    sorted({word for rule in RULES for word in rule.words if not (rule.beside or _shape(rule))})
)
WORDS_TOGETHER = tuple((rule.words, rule.beside) for rule in RULES if rule.beside)
SHAPES = tuple(shape for rule in RULES if (shape := _shape(rule)) is not None)
#: One of these is in what is left of each text that has one of the shapes.
SHAPES_LEFT = tuple(
    rule.rest for rule in RULES if isinstance(rule, Formed) and rule.rest is not None
)
#: The places in `RULES` of the rules of each word.
_NUMBERS = {
    word: tuple(number for number, rule in enumerate(RULES) if word in rule.words)
    for word in dict.fromkeys(word for rule in RULES for word in rule.words)
}


def without_secrets(text: str) -> str:
    """Return a text in which ``***`` stands for each secret."""
    lower = _lower(text)
    # What stands for a secret adds no word, so no further rule applies afterwards.
    numbers = {number for word, numbers in _NUMBERS.items() if word in lower for number in numbers}
    for rule in map(RULES.__getitem__, sorted(numbers)):
        if rule.beside not in lower:
            continue
        if (shape := _shape(rule)) is not None:
            starts = [found.start() for found in shape.finditer(text)]
        else:
            starts = sorted(at for word in rule.words for at in _finds(lower, word))
        if starts and (masked := _masked(text, partial(_span, text, rule), starts)) != text:
            text, lower = masked, _lower(masked)
    if "]" in text and "\n" in text:
        value_span = partial(secret_span, text, is_secret=is_no_setting)
        text = _masked(text, value_span, values_in_tables(text))
    return text


def _masked(
    text: str, span_at: Callable[[int], tuple[int, int] | None], starts: Iterable[int]
) -> str:
    kept = []
    end = 0
    for start in starts:
        span = span_at(start) if start >= end else None
        if span is not None:
            kept += [text[end : span[0]], _mask(text, span[0])]
            end = span[1]
    return "".join([*kept, text[end:]]) if kept else text


def _mask(text: str, start: int) -> str:
    """Return what stands for a secret: a text, where JSON needs one, so that it stays JSON."""
    if text[start - 1 : start] in ("'", '"'):
        return MASK
    if (key := _JSON_KEY.search(text[max(0, start - 16) : start])) is not None:
        return f"{key[1]}{MASK}{key[1]}"
    return f'"{MASK}"' if text[start] in "([{" else MASK


def _span(text: str, rule: Named | Formed, start: int) -> tuple[int, int] | None:
    """Return the span of the secret whose name or form starts at `start`."""
    match = rule.pattern.match(text, start)
    if match is None:
        return None
    if isinstance(rule, Formed):
        return match.span(1)
    sign = match if rule.sign is None else rule.sign(text, match.end())
    if sign is None or ("tail" in match.re.groupindex and _is_about(match["tail"])):
        return None
    return secret_span(text, sign.end(), rule.is_secret)


def _is_about(tail: str) -> bool:
    """Return whether the rest of a name says that its value is something about a secret."""
    words = (word.lower() for word in _TAIL_WORD.findall(tail))
    return any(word in _ABOUT or word.removesuffix("s") in _ABOUT for word in words)


def _finds(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _lower(text: str) -> str:
    """Return a text in small letters, each where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else re.sub("[A-Z]+", lambda m: m[0].lower(), text)
