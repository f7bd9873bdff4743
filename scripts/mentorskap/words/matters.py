"""Words that may reveal what Articles 9 and 10 of the GDPR protect, and of which kind each is.

`TABLE` is the one definition. Swedish puts the stem of a compound last, so a stem is found at the
end of a word too: "lungcancer". What only looks like such a word, an idiom or a street, is passed
over first. A list is never complete: a person still has to read.

Pure functions of text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from mentorskap.words.named import NamedTuple

HEALTH, ORIGIN, POLITICS, BELIEF, UNION, GENES, BODY, SEX_LIFE, ORIENTATION, CRIME = KINDS = (
    "health",
    "origin",
    "politics",
    "belief",
    "union",
    "genes",
    "body",
    "sex-life",
    "orientation",
    "crime",
)
"""The nine kinds of Article 9, and the crimes of Article 10."""


class Telling(NamedTuple):
    """A word that may reveal something, and of which kind that is."""

    kind: str
    word: str


class _Kind(NamedTuple):
    """The words of one kind: each is a regular expression, in small letters if not in `cased`."""

    words: str
    """Whole words, compared without case."""
    stems: str = ""
    """Beginnings of words, and ends of compounds in all their forms."""
    cased: str = ""
    """Words that mean it only with these capital and small letters."""
    phrases: tuple[str, ...] = ()
    """Several words in a row."""


_COUNTRIES = (
    "(?:syri|ira[kqn]|somalia|afghanistan|eritrea|etiopien|ethiopia|turk|chile|pol(?:en|and)"
    "|bosni|kosovo|libanon|lebanon|ukrain|ryssland|russia|kina|china|indien|india|pakistan"
    "|thailand|vietnam|gambia|nigeria|ghana|kongo|congo|palestin|kurdistan|jugoslavi|yugoslavia"
    "|kroati|croatia|serbi|rumäni|romania|bulgari|grekland|greece|marock|morocco|tunisi|egypt"
    r"|sudan|iran|irak|kenya|uganda|colombia|peru|argentina|brasil|brazil|mexi[ck]o)\w*"
)

TABLE = {
    HEALTH: _Kind(
        """sjuk sjuka sjuklig svårt-sjuk psykolog psykologen psykiater terapi terapin terapeuten
        medicinering gravid gravida graviditet graviditeten rehab blind döv hörselskadad astma
        stroke epilepsi migrän ätstörning bulimi anorexi utmattad deprimerad nykter alkis reumatism
        allergi allergier allergisk missfall ivf klimakteriet cellgifter dialys hjärtinfarkt
        ill illness illnesses disease sick sickness burnout burned-out diagnosed depressed pregnant
        pregnancy disability disabilities disabled medication therapy therapist anxiety chemotherapy
        wheelchair deaf autistic asthma migraine surgery tumour tumor menopause miscarriage leukemia
        leukaemia epilepsy insomnia dyslexic diabetic alcoholic addict addiction dementia
        arthritis rullstol rullstolen permobil""",
        """sjukskr sjukdom sjukersätt sjukpenn sjukanmäl sjukpension diagnos cancer tumör
        depression utbränd utmattning missbruk psykiatri funktionsneds funktionshind
        funktionsvari autis alkoholis medicinberoende spelberoende diabet dyslek[ts] dyslexi[ac]?
        bipol[äa]r schizo psykos ångest rehabilit demens parkinson alzheimer leukemi opererad
        opererades bröstopererad hörselneds synneds synskad rörelsehind fibromyalg posttraumat
        självmord suicid ohälsa infarkt hjärnskak ätstörning endometrios kemoterap strålbehandl
        sömnprobl sömntablett sömnsvår färgblind ivf-?behandl antidepress epilep klaustrofob
        psoriasis        panikattack adhd hiv-?smitt hivpositiv handikapp""",
        "MS ADD KBT CBT HIV AIDS PTSD OCD ALS KOL IBS ME/CFS ADHD UMS COPD",
        (
            r"tvångsvård\w*",
            r"(?:inlagd|inlades|intagen) (?:på|för)\b",
            r"nedsatt (?:hörsel|syn|rörlighet|arbetsförmåga)|tappat hörseln",
            r"panic attacks?|väntar barn|expecting a (?:baby|child)",
            r"beroende av (?:alkohol|spel|tabletter|droger|läkemedel|insulin)|multipel skleros",
            r"alcohol (?:abuse|problem)s?",
            r"mental(?:ly)? (?:ill\w*|health (?:problem|issue)\w*)",
            r"heart (?:attack|disease|condition)",
            r"nervous breakdown",
            r"(?:chronic|kroniska?) (?:pain|smärt\w*|värk)",
            r"downs syndrom",
            r"(?:on|long-term) sick leave",
            r"(?:min|hans|hennes|sin) hälsa (?:har|är|svek|blev|gjorde)\b",
            r"mår psykiskt\b",
            r"(?:gått|gick|går) in i väggen",
            r"hit the wall",
        ),
    ),
    ORIGIN: _Kind(
        """härkomst ursprung etnicitet etnisk etniskt etniska invandrad invandrat utlandsfödd
        utlandsfödda romsk romska romer romerna samer samerna samisk samiskt samiska sami
        kurd kurder kurdisk kurdiska araber assyrier assyrisk afrosvensk mörkhyad svarting
        rasifierad rasifierade tornedaling utomeuropeisk ethnic ethnicity immigrant immigrants
        refugee refugees roma kurdish afro-american hispanic latina latino indigenous aboriginal
        judeättling nyanländ nyanlända hudfärg hudfärgen""",
        """invandrar flykting asylsök utrikesfödd ursprungsfolk asylum-?seek sverigefinsk
        sverigefinn afrosvensk""",
        "rom arab",
        (
            r"(?:är|var|som|en|ung|stolt|också|och|halv|kvinnlig|jag,) same\b",
            r"same och\b",
            rf"(?:född|uppvuxen|uppväxt|rötter|vuxit upp|föddes) i {_COUNTRIES}",
            (
                rf"(?:flydde|fly|kommer|kom|adopterad|adopterades|familj|hit|invandrade) från"
                rf" {_COUNTRIES}"
            ),
            rf"(?:born|grew up|raised|roots|family) in {_COUNTRIES}",
            rf"(?:came|come|comes|fled|family|parents|immigrated|adopted) from {_COUNTRIES}",
            r"utländsk (?:bakgrund|härkomst)|utländska (?:rötter|föräldrar)",
            r"(?:as a|only|a) black (?:woman|man|person|manager|leader)",
            r"(?:som|enda) svart[ae]?\b|svart (?:kvinna|man|person)",
            r"(?:person|people|woman|man) of colou?r",
            r"asylum seekers?|halvt? [^\W\d_]+sk(?:a|t)?\b",
            r"skin colou?r",
            r"(?:andra|tredje) generationens? (?:invandrar\w*|svensk)",
        ),
    ),
    POLITICS: _Kind(
        """moderat moderater moderaterna sosse sossar liberalerna centern vänstern fritidspolitiker
        partimedlem partimedlemskap partiaktiv riksdagsledamot kommunalråd riksdagsman
        marxist anarkist tory tories trotskist stalinist sdare valarbetare
        socialist communist marxists fascist nazi anarchist republican republicans democrat
        democrats activist miljöaktivist klimataktivist""",
        """socialdemokrat sverigedemokrat kristdemokrat centerpart vänsterpart miljöpart
        folkpart ungmoderat kommunist socialist fascist nazis
        feminist högerextrem vänsterextrem högerpopulist partipolit kommunpolitik
        lokalpolitik regionpolitik
        vänsterpolitiker högerpolitiker riksdagskandid partiföreträd social-?democrat""",
        "Moderaterna Centerpartiet Vänsterpartiet Liberalerna SSU MUF",
        (
            r"(?:röstar|röstade|röstat) (?:på|för|höger|vänster|blankt|sd|s|m|v|c|l|kd|mp)\b",
            r"politiskt (?:aktiv\w*|engagera\w*|uppdrag)|politiska (?:åsikt\w*|uppdrag|hemvist)",
            r"politically active|political (?:views?|opinions?|beliefs?|party)",
            r"(?:voted|votes|voting|vote) (?:for|labour|conservative|tory|green|left|right)\b",
            r"(?:labour|conservative|green|democratic|left|liberal) party",
            r"(?:a|staunch|lifelong) conservative\b(?! estimate)",
            r"(?:är|var|varit|som) (?:lokal |tidigare )?politiker\b(?! som)",
            r"liberal democrats?|ung vänster|unga moderater|grön ungdom",
            r"(?:medlem|aktiv|engagerad) i (?:sd|kd|mp|ett parti|partiet|\w+partiet)\b",
            r"kandidera\w* (?:till|för) (?:riksdag|kommunfullmäktig|region|eu-parlament)\w*",
            r"party (?:member|leader)|partiledare",
            r"(?:övertygad|engagerad|inbiten|är) liberal\b(?! \w+)",
        ),
    ),
    BELIEF: _Kind(
        """troende kristen kristna kristet judar judisk judiskt judiska judinna judendom judendomen
        hindu hinduer sikh ateist ateister agnostiker katolsk katolskt katolska ortodox
        kyrkan kyrka moskén moské moskéer synagoga synagogan imam ramadan halal kosher sabbat
        sabbaten hijab slöja slöjan gudstjänst gudstjänster bibelgrupp bibelstudier församlingen
        jehovas ramadanmånaden nattvard prästvigd predikant pingstvän vegan etisk-vegan
        jewish jew jews judaism catholic catholics atheist agnostic protestant lutheran evangelical
        mosque synagogue mormon quaker buddhist hindus sikhs bahai frimurare frälst
        pastor diakon livsåskådning antroposof""",
        """muslim islam katolik kristendom buddhis hinduis religiös religiösa religion religious
        frikyrk pingstkyrk pingstförs equmenia frälsningsarm pingstvän missionskyrk ateism sikhism
        ramadan mormon scientolog baptist judehat""",
        "jude",
        (
            r"(?:a|as a|is|am|i'm|practi[sc]ing|devout|committed|born-again) christian\b(?! [a-z])",
            r"christian (?:faith|values|church|beliefs?|upbringing)|christianity",
            r"(?:my|his|her|their|our) (?:own )?faith\b(?! in)",
            r"(?:go|goes|went|going) to church|church (?:member|choir|elder)\w*",
            r"(?:tror|tro) på gud\b|believes? in god\b|(?:min|hans|hennes|sin) tro\b(?! på)",
            r"(?:ber|be|bad) till (?:gud|allah)|bön(?:en|estund\w*|erna)\b",
            r"prays?|praying",
            r"svenska kyrkan|livets ord|jehovas vittne\w*|bär turban",
        ),
    ),
    UNION: _Kind(
        """facket fackets facklig fackligt fackliga fackombud fackmedlem fackklubb fackklubben
        klubbordförande
        unionised unionized strejkade strejkande strejkbrytare saco tco seko akavia jusek
        vårdförbundet läkarförbundet finansförbundet journalistförbundet lärarförbundet byggnads
        metallare handelsanställdas akademikerförbundet""",
        """fackför facklig fackmedlem fackordför fackombud fackpamp vårdförbund
        akademikerförbund""",
        "Unionen LO Saco SACO TCO",
        (
            r"if metall",
            r"trades? unions?",
            r"labou?r unions?",
            r"union (?:rep\w*|members?|membership|steward|official|organi[sz]er)",
            r"shop steward",
            r"ombudsman (?:på|för|i|hos) (?:handels|kommunal|seko|lo|unionen|saco|tco|metall)\w*",
            r"(?:in|joined|join|left) (?:a|the) union\b",
            r"medlem i (?:kommunal|ledarna|vision|unionen|st|transport|elektrikerna|facket)\b",
            r"sveriges (?:ingenjörer|lärare)s?\b",
        ),
    ),
    GENES: _Kind(
        """gentest gentester gentestet genmutation arvsanlag anlagsbärare anlagsbärarskap dna-test
        dna-testet dna-prov dna-analys genfel genetiskt genetisk genetiska hereditary ärftligt
        ärftlig ärftliga brca hemofili gendefekt genetically""",
        "gentest genmutation kromosom chromosom arvsanlag anlagsbär gendefekt",
        "BRCA BRCA1 BRCA2",
        (
            r"genetic (?:test\w*|condition|disorder|disease|mutation|defect|predisposition|risk)",
            r"dna (?:test|sample|profile|result)s?",
            r"(?:carry|carries|carrier of|carrying) (?:the|a) (?:\w+ )?gene\b",
            r"gene (?:test|mutation)s?",
            r"huntingtons?(?: sjukdom|'s)?",
        ),
    ),
    BODY: _Kind(
        """fingeravtryck fingeravtrycket fingeravtrycken biometri röstavtryck irisskanning
        fingerprint fingerprints biometrics ansiktsskanning näthinneskanning handavtryck""",
        "biometri[cs]? ansiktsigenkän irisskann ansiktsskann näthinneskann röstavtryck",
        "",
        (
            r"fac(?:e|ial) (?:recognition|scan\w*|id)",
            r"(?:iris|retina|palm) (?:scan\w*|print\w*)",
            r"voice ?prints?",
        ),
    ),
    SEX_LIFE: _Kind(
        """sexliv sexlivet sexuellt sexuell sexuella otrogen otrohet swinger polyamorös porr
        porrmissbruk impotens impotent sexmissbruk sexköp porn pornography promiscuous polyamorous
        infidelity sexually celibat celibate sexlust samlag preventivmedel""",
        "sexliv prostitu porrmissbr sexmissbr sexberoend polyamor könssjukdom otrohetsaff",
        "",
        (
            r"sex (?:life|addict\w*|work\w*)",
            r"sexual (?:life|habits?|history|relations?\w*|abuse|assault|harassment|preferences?)",
            r"(?:köper|köpte|köpt|säljer|sålde|sålt) sex\b(?! \w+r\b)",
            r"(?:extramarital|secret) affairs?",
            r"one[- ]night stands?",
        ),
    ),
    ORIENTATION: _Kind(
        """lesbisk lesbiska bög bögar gay gays queer hbtq hbtqi lgbt lgbtq lgbtqi hbt transperson
        transpersoner transkvinna transman icke-binär ickebinär lesbian lesbians homosexual bisexual
        transgender asexual pansexual heterosexual straight-acting hetero bi-sexuell homo
        regnbågsfamilj pride könsbyte könskorrigering""",
        """homosexu bisexu heterosexu asexu pansexu transsexu hbtq lgbt regnbågsfam
        könskorriger""",
        "HBTQ LGBT HBTQI LGBTQ",
        (
            r"(?:kom|kommit|komma|kommer) ut som\b(?! (?:bäst|vinnare|segrare|etta|tvåa))",
            r"(?:came|come) out (?:as|to)\b|coming out as",
            r"same-sex (?:partner|marriage|couple|relationship)",
            r"(?:är|en|som) flata\b",
            r"sexual orientation|sexuella? läggning\w*",
        ),
    ),
    CRIME: _Kind(
        """brott brottet brottslig brottsling brottsdömd kriminell kriminella kriminalitet
        fängelse fängelset fängelsestraff fängelsedömd häktad häktades åtal åtalad åtalades
        anhållen anhölls misshandel bedrägeri förskingring rattfylleri rattfyllerist rattonykter
        rattonykterhet stöld fotboja samhällstjänst skyddstillsyn mutbrott insiderbrott smitning
        mord dråp rån rånare
        convicted prison jail jailed felony felon fraud embezzlement theft burglary indicted
        arrested parole criminal imprisoned imprisonment manslaughter shoplifting smuggling
        villkorlig mutåtal stulit snattat snatteri hets-mot-folkgrupp""",
        """brottsregist belastningsregist brottsmiss fängelse rattfyll rattony förskingr
        bedrägeri misshand(?!ling) narkotikab stöldåtal brottsdöm embezzl""",
        "",
        (
            (
                r"(?:dömd|dömdes|döms|dömts|domen|åtalad|misstänkt|straffad|straffades|fälld"
                r"|fälldes)"
                r" (?:för|mot) (?!att)\w+"
            ),
            r"(?:böter|bötfälld\w*) för|betalade böter",
            r"(?:criminal|police) record|drunk[- ]driv\w+|community service|on probation for",
            r"(?:sentenced|found guilty|pleaded guilty|guilty) (?:to|of)",
            r"(?:sitter|satt|suttit) inne\b|avtjäna\w*|villkorligt frigiv\w*",
            r"domestic violence|charged with (?:a |an )?(?:assault|theft|fraud|murder|crime)",
            r"(?:i|ett) polisregist\w*",
        ),
    ),
}
"""What each kind is recognised by, in Swedish and English."""

_BREAKS = (
    "av genom ut samman upp sten dag kontrakts avtals regel ström drift is våg vind löftes in"
    " för tids rytm stil lag"
)
_HARMLESS = (
    # health
    r"(?:organisations|läges|verksamhets|nuläges|fel)diagnos\w*",
    r"diagnos(?:en)? (?:på|av) (?:läget|organisation\w*|verksamhet\w*|bolag\w*|företag\w*)",
    r"diagnosti[ckz]\w*|sjukskrivningstal\w*|sjukdomsbild\w* i organisation\w*",
    r"cancer(?:fond|forsk|läk|vård|centr|reg)\w*|cancer (?:research|charity)|psykiatriker\w*",
    r"(?:psykiatri|diabetes|astma|rehab)(?:sjuksköterska|chef|klinik|mottagning|center)\w*",
    (
        r"(?:chef|avdelningschef|vårdchef|ledare|arbetar|jobbar|verksam) (?:för|inom|i|på)"
        r" (?:psykiatri|rehabilitering|cancervård|beroendevård)\w*"
    ),
    r"(?:stora|ekonomiska?) depression\w*|great depression|economic depression",
    r"(?:utbildad|legitimerad|är|som|organisations?) ?psykolog(?:en)?\b",
    r"(?:brush|key|back|breast|master)[- ]?strokes?|strokes? of \w+|\w+-stroke",
    r"blind to|blinda? för|blind(?:a)? (?:fläck\w*|spot\w*|date|trust|test|alley|eye|carbon)",
    r"turn a blind|blind tilltro",
    r"döv(?:a|t)? (?:för|öra|öron)|deaf ears?|fall on deaf|tondöv",
    r"ill[- ](?:defined|advised|at ease|will|fated|prepared|conceived|feeling)",
    r"sick (?:and tired )?of|sick and tired|tax disability|disabled (?:feature|button|account)\w*",
    r"sjuka? (?:idé|mäng|hus|vård|kostnad|pris|tempo|kultur|organisation)\w*|sjuka huset",
    r"separations?ångest för|ms (?:office|word|excel|project|teams|access|windows|sql)\b",
    r"(?:system|data|material|maskin|makt|resurs)missbruk\w*|missbruk av (?:makt|resurser|data)",
    r"allergisk mot (?:möten|byråkrati|slöseri|prat)\w*|minska ohälsotal\w*|ohälsotal\w*",
    r"hockeyadd|add (?:value|to|on)|nykter (?:bild|analys|bedömning|syn|blick)",
    (
        r"(?:cancer|diabetes|hjärt|astma|autism|dyslexi|psoriasis|reumatiker)"
        r"(?:fond|förbund|förening)\w*"
    ),
    (
        r"(?:utveckla|producera|sälj|tillverka|forska|bygg)\w*(?: [^\W\d_]+){0,3}"
        r" (?:mot|för|om|kring|åt|på) [^\W\d_]+"
    ),
    r"(?:build|sell|make|design|develop)(?:s|ing)? (?:\w+ )?(?:wheelchairs?|medication|therapies)",
    (
        r"(?:build|sell|make|develop|research)(?:s|ing)? (?:\w+ )?(?:drugs?|medicines?|treatments?"
        r"|vaccines?) (?:for|against) [^\W\d_]+"
    ),
    r"(?:retail|workload|project) addict|adrenaline addict",
    # origin
    r"ursprung(?:et)? (?:av|till|i (?:idé|fabrik)\w*)|råvaru\w* ursprung|varans ursprung",
    r"(?:in|by|from|to|visit\w*) roma\b|roma (?:tomat|termini)\w*",
    r"(?:glas|flaska|liter|flaskor|glass) rom\b|rom och (?:cola|russin)|(?:lax|stör|löj|fisk)rom",
    r"flykting(?:\w*)?(?:samordnare|chef|hjälpen|handläggare|mottagning|enhet)\w*",
    r"(?:ship|black|data) refugee|som svart på vitt|som svarta? (?:lådor|siffror|hål)",
    # politics
    r"moderata? (?:tillväxt|ökning|takt|risk|nivå|tempo|framgång|pris|förväntning|vind|mål)\w*",
    r"parti(?:handel|pris|varor|ell)\w*|centern? för|vänstern av|conservative (?:estimate|plan)\w*",
    r"röst(?:ar|ade) (?:för|på) (?:förslaget|namnet|mötet|logotypen|alternativ|bästa)\w*",
    r"vot(?:e|ed|ing) (?:for|right) (?:the )?(?:proposal|name|motion|share|board|plan)\w*",
    # belief
    r"tro(?:r|dde)? på (?:någon|sig|dig|mig|varandra|laget|idén)|troende på|tror jag",
    r"good faith|faith in \w+|leap of faith|church (?:street|road|lane|hill)",
    r"kyrk(?:o?gat|o?torg|o?väg|backe|by|viken)\w*|islam-?abad|hindu kush|islamabad",
    r"(?:branschens|kokboks?) (?:bibel|religion)|ingen religion av|religion of growth",
    r"catholic (?:taste|interests)|(?:ortodox|religiöst?) (?:metod|syn på|följ|noga|nog)\w*",
    r"religiously follow\w*|follows? religiously|kyrka(?:n)? mitt i byn|kyrkan mitt i byn",
    r"protestant ethic|general ?församlingen|lagstiftande församlingen|slöja av",
    # union
    r"(?:europeiska|afrikanska|sovjet|valuta|monetära|bank|tull) ?unionen",
    r"(?:european|african|soviet|customs|credit|student|western) unions?|union (?:street|station)",
    (
        r"(?:förhandl|samverka|samråd|prata|diskutera)\w* med (?:de )?(?:facket|facken|fackliga)\b"
        r"|fackliga? (?:parter\w*|förhandling\w*|motpart\w*|samverkan)|fackligt samråd"
    ),
    r"facket (?:i|på|till|för) (?:lådan|hyllan|väskan|bilen|papper|post)\w*|i facket under",
    # genes and body
    r"(?:företagets|bolagets|vårt|vår|i|our|company'?s?|the) dna\b",
    r"geneti(?:sk|ska|c) (?:algoritm|algorithm|programmering|programming|forskning|research)\w*",
    r"ärftlig(?:t|a)? (?:titel|ställning|monarki|belastad bransch)|hereditary (?:title|monarch)\w*",
    (
        r"(?:sätta|satt|sätter|lämna|lämnat|digitala?) (?:sitt |sina |mitt |ett )?fingeravtryck\w*"
        r"(?= (?:på|i) )"
    ),
    r"(?:browser|digital|carbon|device) fingerprints?|fingerprints? (?:all )?(?:over|on)\b",
    # sex life and orientation
    (
        r"otrogen (?:mot )?(?:varumärket|planen|strategin)|pride in|take pride|takes pride|pride of"
        r"|(?:with|great|my|our) pride|(?:berättar|säger|visar) med pride"
    ),
    r"gay-lussac|enola gay|come out (?:as a winner|ahead|to the (?:site|plant|office|factory))",
    r"homo (?:sapiens|ludens)|kom(?:mer)? ut som (?:bok|app|album|vinnare|etta|film|pocket)",
    # crime
    rf"(?:{'|'.join(_BREAKS.split())})(?:s)?brott(?:et|en|s)?\b|\w+avbrott\w*|\w+genombrott\w*",
    r"brott(?:et)? mot (?:trenden|traditionen|rutinen|det gamla|vanan)|brottsförebyggande\w*",
    r"(?:på förhand )?(?:dömd|dömt|dömda) (?:att|till) (?:misslyckas|undergång|gå)\w*",
    r"rån(?:ad)? på (?:tid|energi)|gyllene fängelse|prison of|misstänkt (?:för|mot) (?:låg|hög)\w*",
    (
        r"bedrägeri(?:utredare|enhet|chef|analys)\w*|fraud (?:detection|prevention|team|risk)"
        r"|(?:anti-?|prevents? |against )fraud|identity theft protection"
        r"|criminal (?:law|lawyer|justice)"
    ),
    r"jail-?break|arrested development|smuggling in ideas|mord och brand|skrika mord",
    r"prison (?:service|officer|governor|warden|staff)s?|fängelse(?:chef|direktör)\w*",
)
"""What only looks as if it reveals something: places, idioms and matters of work."""

_WORD = r"[^\W\d_]+(?:[-/][^\W\d_]+)*"
_LETTERS = re.compile(r"(?:[^\W\d_](?![?*{]))+")
"""The letters that a pattern begins with, as far as each must be there."""
_MAY_STAND_BETWEEN = re.compile(r"(?<= )\(\?:(?:[^()|]* \|)*[^()|]* \)\?")
"""Whole words of a pattern that may be absent."""
_COMMON = {
    *("from", "från", "my", "som", "till", "är", "family", "familj", "kom", "kommer"),
    *("leader", "life", "medlem", "work"),
}
"""Words of phrases that most texts hold."""
_ENDINGS = (
    "(?:s|n|ns|en|ens|et|t|ts|a|an|ans|ar|arna|as|e|er|erna|ers|or|na|d|de|da|r|i|in|iker|isk|iska"
    "|iskt|ism|ismen|sk|ska|skt|iv|ivt|iva|iven|ivning|ivningen|ivningar|ades|ats|at"
    "|eringen|ering|ättning|ättningen|ättningar|er?ade?|ning|ningen|ningar|ort|orter)?"
)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return what finds a word of a kind: whole, at the beginning, or at the end of a compound."""
    entry = TABLE[kind]
    stems = "|".join(entry.stems.split()) or "(?!)"
    words = "|".join(map(re.escape, entry.words.split()))
    return re.compile(
        rf"\A(?:(?:{words})s?\Z|(?:{stems})|[^\W\d_].*?[^\W\d_](?:{stems}){_ENDINGS}\Z)"
    )


@cache
def _hints() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Return all whole words, and the letters that stems begin with by the first three of them."""
    words = frozenset(word for entry in TABLE.values() for word in entry.words.split())
    heads: dict[str, list[str]] = {}
    for entry in TABLE.values():
        for stem in entry.stems.split():
            letters = _LETTERS.match(stem)
            if letters is not None:
                heads.setdefault(letters[0][:3], []).append(letters[0])
    return words, {head: tuple(stems) for head, stems in heads.items()}


@lru_cache(maxsize=2**14)
def _kinds(word: str) -> tuple[str, ...]:
    """Return the kinds of a word in small letters, or of a part of it between hyphens."""
    # Patterns are dear to make, and most words hold no stem at all.
    words, stems = _hints()
    if not (
        word in words
        or word.removesuffix("s") in words
        or any(
            word.startswith(stems.get(word[start : start + 3], ()), start)
            for start in range(len(word) - 2)
        )
    ):
        return ()
    return tuple(kind for kind in KINDS if _pattern(kind).match(word))


@lru_cache(maxsize=2**14)
def _may_tell(word: str) -> bool:
    """Say whether a word in small letters tells something by itself, in whatever letters."""
    small = _small_cased()
    return bool(_kinds(word)) or word in small or word.partition("-")[0] in small


@cache
def _cues() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return each phrase with what a word of it begins with, by the first two letters of that."""
    cues: dict[str, list[tuple[str, str]]] = {}
    for entry in TABLE.values():
        for phrase in chain.from_iterable(map(alternatives, entry.phrases)):
            for cue in cue_words(phrase):
                cues.setdefault(cue[:2], []).append((cue, phrase))
    return {head: tuple(pairs) for head, pairs in cues.items()}


def alternatives(pattern: str, sign: str = "|") -> list[str]:
    """Return the parts of a pattern between the signs that are in no group or class."""
    parts, depth = [""], 0
    for piece in re.split(rf"([][()]|{re.escape(sign)})", pattern):
        depth += (piece in {"(", "["}) - (piece in {")", "]"})
        if piece == sign and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def cue_words(phrase: str) -> tuple[str, ...]:
    """Return beginnings of words, of which every match of a phrase holds at least one.

    Of the words that the phrase asks for, they are those that say most: seldom ones, and long.
    """
    choices: list[tuple[str, ...]] = []
    for word in alternatives(_MAY_STAND_BETWEEN.sub("", phrase), " "):
        group = re.fullmatch(r"\(\?:(.*)\)(?:\\[bw]|\*|\(\?!.*\))*", word)
        parts = [word] if group is None else alternatives(group[1])
        cues = [match[0] for part in parts if (match := _LETTERS.match(part)) is not None]
        if len(cues) == len(parts):
            choices.append(tuple(cues))
    return max(
        choices, key=lambda cues: (_COMMON.isdisjoint(cues), min(map(len, cues)), -len(cues))
    )


@lru_cache(maxsize=2**14)
def _begun(word: str) -> tuple[str, ...]:
    """Return the phrases that a word in small letters may belong to."""
    cues = _cues()
    return tuple(
        phrase
        for part in re.split("[-/]", word)
        for cue, phrase in cues.get(part[:2], ())
        if part.startswith(cue)
    )


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{'|'.join(entry.phrases)})(?!\w)"))
        for kind, entry in TABLE.items()
        if entry.phrases
    )


@cache
def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@cache
def _cased() -> dict[str, str]:
    return {word: kind for kind, entry in TABLE.items() for word in entry.cased.split()}


@cache
def _small_cased() -> frozenset[str]:
    return frozenset(word.lower() for word in _cased())


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(_HARMLESS)})(?![^\W_])")


def telling(text: str) -> list[Telling]:
    """Return what in `text` may reveal something of a protected kind, each once, in order."""
    # Small letters are looked through several times as fast as both. The one letter that is two
    # when it is made small would move all that follows.
    small = text.replace("\u0130", "i").lower()
    # Most texts tell nothing, and are looked through no further.
    words = re.findall(_WORD, small)
    if not any(map(_may_tell, words)) and not any(
        _phrase(pattern).search(small) for word in words for pattern in _begun(word)
    ):
        return []
    rest = _harmless().sub(lambda idiom: "\n" * len(idiom[0]), small)
    matches = [
        (match.start(), Telling(kind, match[0]))
        for kind, pattern in _phrases()
        for match in pattern.finditer(rest)
    ]
    cased = _cased()
    for match in re.finditer(_WORD, rest):
        word, written = match[0], text[match.start() : match.end()]
        kind = cased.get(written) or cased.get(written.partition("-")[0])
        if kind is not None:
            matches.append((match.start(), Telling(kind, word)))
        matches += ((match.start(), Telling(kind, word)) for kind in _kinds(word))
    return list(dict.fromkeys(telling for _, telling in sorted(matches)))
