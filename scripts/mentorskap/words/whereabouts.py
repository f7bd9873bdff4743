"""Names of places that may say where the writer of a text works or lives.

Municipalities and towns of Sweden, its provinces and counties, the neighbouring countries and their
large towns, in every form: "Göteborg", "göteborgare", "i linköpingstrakten". A place whose name is
also an ordinary word ("vara", "lund", "sala") counts only after "i" or "från".

Pure functions of text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mentorskap.words.traces import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG = """
alingsås alvesta arboga arjeplog arvidsjaur arvika askersund avesta bengtsfors bjurholm bollebygd
bollnäs borgholm borlänge borås botkyrka boxholm bromölla bräcke burlöv båstad danderyd degerfors
dorotea eksjö emmaboda enköping eskilstuna eslöv essunga fagersta falkenberg falköping falun
filipstad finspång forshaga färgelanda gagnef gislaved gnesta gnosjö gotland grästorp gullspång
gällivare gävle göteborg götene hagfors hallsberg hallstahammar halmstad hammarö haninge haparanda
hedemora helsingborg herrljunga hofors huddinge hudiksvall hultsfred hylte hällefors härjedalen
härnösand härryda hässleholm höganäs högsby hörby jokkmokk järfälla jönköping kalix kalmar
karlsborg karlshamn karlskoga karlskrona karlstad katrineholm kiruna klippan knivsta kramfors
kristianstad kristinehamn krokom kumla kungsbacka kungsör kungälv kävlinge köping laholm
landskrona laxå lekeberg leksand lerum lessebo lidingö lidköping lilla-edet lindesberg linköping
ljungby ljusdal ljusnarsberg lomma ludvika luleå lycksele lysekil malmö malung mariestad markaryd
mellerud mjölby mjällby motala mullsjö munkedal munkfors mölndal mönsterås mörbylånga nacka
norberg nordanstig nordmaling norrköping norrtälje norsjö nybro nykvarn nyköping nynäshamn nässjö
ockelbo olofström orust osby oskarshamn ovanåker oxelösund pajala partille perstorp piteå ragunda
robertsfors ronneby rättvik salem sandviken sigtuna simrishamn sjöbo skellefteå skinnskatteberg
skurup skövde smedjebacken sollefteå sollentuna solna sorsele sotenäs staffanstorp stenungsund
stockholm storfors storuman strängnäs strömstad strömsund sundbyberg sundsvall surahammar svalöv
svedala svenljunga säffle sävsjö söderhamn söderköping södertälje sölvesborg tanumshede tibro
tidaholm tierp timrå tingsryd tjörn tomelilla torsby torsås tranemo tranås trelleborg trollhättan
trosa tyresö töreboda uddevalla ulricehamn umeå upplands-bro upplands-väsby uppsala uppvidinge
vadstena vaggeryd valdemarsvik vallentuna vansbro varberg vaxholm vellinge vetlanda vilhelmina
vimmerby vindeln vingåker vårgårda vänersborg vännäs värmdö värnamo västervik västerås växjö ystad
åmål åstorp åtvidaberg älmhult älvdalen älvkarleby älvsbyn ängelholm öckerö ödeshög örebro
örkelljunga örnsköldsvik östersund österåker östhammar östra-göinge överkalix övertorneå visby
arlanda kista stenungsund forsmark ringhals oskarshamn trollhättan kungsholmen södermalm östermalm
hisingen skåne skånsk skånska småland småländsk småländska dalarna dalsland bohuslän bohuslänsk
värmland värmländsk värmländska västmanland sörmland södermanland uppland upplandet närke
östergötland västergötland västgötsk östgötsk halland halländsk blekinge öland öländsk gästrikland
hälsingland hälsingsk medelpad ångermanland jämtland jämtländsk västerbotten norrbotten
norrbottning lappland norrland norrländsk norrländska svealand götaland tornedalen bergslagen
sjuhärad österlen roslagen mälardalen öresund stockholmare göteborgare göteborgsk stockholmsk
norge norsk danmark dansk danska finland finsk finska finländsk island isländsk åland ålänning
estland lettland litauen tyskland england skottland irland nederländerna holland belgien frankrike
spanien portugal italien schweiz österrike polen tjeckien ungern rumänien grekland turkiet
ryssland ukraina kanada norway denmark iceland estonia latvia lithuania germany scotland ireland
netherlands belgium france spain italy switzerland austria poland sweden oslo bergen trondheim
stavanger köpenhamn copenhagen århus aarhus odense aalborg helsingfors helsinki tammerfors tampere
vasa åbo turku reykjavik mariehamn tallinn riga vilnius berlin hamburg münchen munich frankfurt
london manchester birmingham paris bryssel brussels amsterdam rotterdam warszawa warsaw madrid
barcelona lissabon rom milano zürich geneve geneva wien vienna prag budapest dublin edinburgh
glasgow gothenburg
"""
_SHORT_OR_ORDINARY = """
ale aneby arboga berg bjuv boden borg dals-ed ed eda flen gävle grums habo hjo håbo höör kil lund
lindesberg malå mark mora nora ockelbo orsa sala skara sunne säter täby vara ydre åre ånge årjäng
åsele heby kista tanum rom bergen vasa polen riga klippan dansk danska norsk finska finsk island
köping salem torsby london jersey partille mölle ven gotska vasa
"""
_IN = r"(?:i|från|till|utanför|nära|runt|kring|söder om|norr om|in|from|near|outside)"
_NOT_PLACES = (
    r"i berg och|i vara (?:på|i|med)|från mark|i lund och|till mark|i mark och|runt ed"
    r"|i (?:boden|polen|salen) (?:bakom|mellan)|(?:arctic|norsk|dansk) skalle"
)
_FORMS = (
    "(?:s|n|bo|bor|borna|bon|are|arna|aren|it|iter|sk|ska|skt|trakten|strakten|området|sområdet"
    "|regionen|sregionen|kontoret|skontoret|fabriken|sfabriken|avdelningen|enheten"
    "|filialen|ensare|ian|ians"
    "|ingen|ingar|ning|ningar|bygden|sbygden|s-[^\\W\\d_]+|-[^\\W\\d_]+)?s?"
)


@cache
def _pattern() -> re.Pattern[str]:
    ordinary = set(_SHORT_OR_ORDINARY.split())
    names = {name for name in _LONG.split() if name not in ordinary}
    names |= {plain(name) for name in names if len(name) > _SHORTEST_PLAIN}
    long = "|".join(sorted((name.replace("-", "[- ]") for name in names), key=len, reverse=True))
    short = "|".join(sorted(ordinary, key=len, reverse=True))
    stems = "|".join(
        sorted((name[:-1] for name in names if name[-1] in "eaå" and len(name) > 5), reverse=True)
    )
    return re.compile(
        rf"(?<![^\W_])(?:(?:{long}){_FORMS}|(?:{stems})"
        r"(?:are|aren|arna|bo|bor|borna|iter|it|ensare)"
        rf"|{_IN} (?:{short}){_FORMS}"
        r"|(?:norra|södra|östra|västra|mellersta|nordvästra|sydöstra) (?:sverige|norrland|götaland)"
        r"|[^\W\d_]{3,}s län)(?![^\W_])",
        re.IGNORECASE,
    )


_SHORTEST_PLAIN = 5
"""Letters up to which a name is compared with its accents: "Ånge" is no "ange"."""


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield each place in a text."""
    rest = re.sub(rf"(?<!\w)(?:{_NOT_PLACES})(?!\w)", lambda idiom: "\n" * len(idiom[0]), text)
    return _pattern().finditer(rest)
