"""What in a sentence may say who its writer is, though it names no one in the programme.

`TABLE` is the one definition: who is the only, the first or the largest, who is known from the
news, kin, places, organisations, names, positions that one person holds, and how many people there
are. What Articles 9 and 10 of the GDPR protect is in `words.matters`. What only looks like it ("my
biggest challenge", a subsidiary that Swedish calls a daughter) is passed over first. A list is
never complete: a person still has to read.

Pure functions of text.
"""

from __future__ import annotations

import re
from functools import cache

from mentorskap.words import whereabouts
from mentorskap.words.named import NamedTuple

SINGULAR, PUBLIC, KIN, WHEREABOUTS, COMPANY, NAMED, POSITION, HEADCOUNT = KINDS = (
    "singular",
    "public",
    "kin",
    "whereabouts",
    "company",
    "named",
    "position",
    "headcount",
)


class Giveaway(NamedTuple):
    """Words that may say who their writer is, and of which kind they are."""

    kind: str
    words: str


class _Clues(NamedTuple):
    """The words of one kind, as regular expressions compared without case."""

    words: str = ""
    """Whole words, with white space between them; a final `s` is allowed."""
    phrases: tuple[str, ...] = ()
    """Several words in a row, or one with its context."""
    harmless: tuple[str, ...] = ()
    """What only looks like it."""


# The abstract nouns that one may have a biggest, a first or an only of, without being known by it.
_ENDING = "(?:a|e?n|an|e?t|a?r|e?rna|arna|or|orna|na)?s?"
_MATTERS = (
    rf"(?:[^\W\d_]*(?:utmaning|svårighet|problem|hinder|hindr|rädsl|svaghet|styrk|konflikt|lärdom"
    rf"|förändring|prioritering|erfarenhet|frustration|flaskhals|önsk[^\W\d_]*|skillnad|misstag"
    rf"|lösning|möjlighet|utväg|uppdrag|jobb|roll|anställning|tjuv|kostnad|insikt){_ENDING}"
    rf"|(?:frågo?|frågeställning|steg|mål|sätt|gång|tid|år|månad|veck|dag|kväll|möte|samtal|intryck"
    rf"|sak|behov|del|risk|fel|far|oro|glädje|väg|val|tank|tanke|idé|impuls|reaktion|plats|stund"
    rf"|timm|kvartal|säsong|budget|uppgift|prioritet|fokus|utkast|omgång|anblick|tvivel|hjälp|stöd"
    rf"|dröm|känsl|grej|ord|mening|irritation|spärr|bekymmer|ansvar|krav){_ENDING}|hand|linjens?"
    r"|rad|oron?|anhalt|bästa|ledet|halvår\w*|tiden)"
)
_ENGLISH_MATTERS = (
    r"(?:challenge|problem|issue|fear|worry|worries|weakness|strength|question|obstacle|step|goal"
    r"|time|thing|day|week|month|year|quarter|meeting|conversation|job|role|impression|priority"
    r"|difference|risk|mistake|lesson|decision|reaction|instinct|thought|budget|season|hurdle"
    r"|frustration|concern|need|wish|hope|part|source|barrier|hour|line|way|reason|solution|option"
    r"|answer|choice|mission|task|change|draft|impulse|place|half|conflict|attempt|aim|doubt"
    r"|struggle|bottleneck|management job|opportunity|round|assignment)(?:e?s)?"
)
_SUPERLATIVE = "(?:enda|ende|första|förste|största|störste|minsta|högsta|äldsta|yngsta|tyngsta)"
_LARGEST = "(?:only|first|biggest|largest|greatest|smallest|single biggest|oldest)"
_SINGULAR = _Clues(
    words="""
    enda ende första förste störst största störste minsta minste yngst yngsta yngste äldst äldsta
    äldste sveriges landets nordens skandinaviens europas världens rikets ensamägare
    marknadsledande marknadsledare världsledande branschledande rikstäckande unik unikt unika
    unique biggest largest smallest youngest oldest sole world-leading market-leading grundade
    grundat medgrundare grundare founder co-founder founded co-founded uppfann uppfinnare
    uppfinning inventor pionjär pionjärer pioneer
    """,
    phrases=(
        r"ensam(?:ma)? (?:kvinna|man|tjej|kille|i sitt slag|om att|på min post)",
        r"först (?:ut|(?:i|på) (?:landet|sverige|världen|norden|europa|branschen|kommunen|länet))",
        r"bäst i (?:landet|sverige|världen|norden|europa|branschen)",
        r"the only|only (?:woman|man|female|male|person|one|non-\w+|manager|leader|engineer)",
        (
            r"the (?:very )?first|first (?:ever|woman|female|man|person|non-\w+|swede|in"
            r" (?:sweden|the country|the industry|the world))"
        ),
        r"(?:world|country|nation|sweden|europe|region)['’]s",
        r"(?:world|market) leader|leading (?:company|supplier|maker|manufacturer|brand|provider)",
    ),
    harmless=(
        r"(?:om|gör|göra|se|ser|till) det minsta",
        rf"{_SUPERLATIVE} (?:[^\W\d_]+(?:a|t|iga) )?{_MATTERS}",
        rf"{_SUPERLATIVE} (?:jag|vi|man|de|vi|du|som (?:hjälper|krävs|behövs|saknas|återstår))",
        r"det enda(?: som)?|största möjliga|för det första|inte (?:den|det) minsta|i minsta",
        r"all(?:t i)? världens|allra först|första chefer?|störst(?:a)? (?:vikt|delen|möjliga)",
        rf"(?:the|my|our|their|his|her|a) {_LARGEST} (?:\w+ )?{_ENGLISH_MATTERS}",
        rf"{_LARGEST} {_ENGLISH_MATTERS}|biggest of (?:all|my)",
        r"first and foremost|the first place|first[- ](?:time|line) managers?|only the|if only",
        r"the world['’]s (?:my|our)|unika? (?:möjlighet|chans|tillfälle)\w*|unique opportunity",
    ),
)
_PUBLIC = _Clues(
    words="""
    kändis kändisar berömd berömda ökänd ökända omskriven omskrivna omtalad omtalade uppmärksammad
    uppmärksammade uppmärksammat kultförklarad tidning tidningen tidningar tidningarna
    lokaltidning lokaltidningen dagstidning dagstidningen dagspressen kvällspressen mediedrev
    mediedrevet mediestorm tv tv:n teve television radio radion riksdag riksdagen landslag
    landslaget landslagsspelare medalj medaljör guldmedalj olympier världsmästare europamästare
    svenskmästare elitidrott elitidrottare proffsspelare proffsidrott prisad prisade prisbelönt
    prisbelönta prisbelönad skådespelare artist influencer influerare sommarpratare sommarprat
    dokumentär dokumentären skandal skandalen rubriker rubrikerna löpsedel löpsedlar löpsedlarna
    wikipedia youtuber bloggare famous well-known celebrity newspaper newspapers headlines tabloid
    tabloids award award-winning awarded medallist olympian olympics parliament documentary
    scandal
    """,
    phrases=(
        r"(?:väl|rikskän|världs)?kän(?:d|t|da) (?:från|för|som|profil|person|i|namn|varumärke)",
        r"(?:rikskänd|världskänd|välkänd)(?:a|t)?",
        r"offentlig(?:a)? person(?:er)?|(?:i|från|av) (?:media|medierna)|medierna skr\w+",
        r"i (?:[^\W\d_]*)pressen|pressen skr\w+|(?:min|vår|egen) (?:podd|blogg|bok)(?:en)?",
        r"tv-[^\W\d_]+|(?:os|vm|em|sm)-[^\W\d_]+|i (?:os|vm)|(?:svensk|olympisk|nordisk) mästare",
        (
            r"årets (?:chef|ledare|kvinna|man|företag\w*|entreprenör|lärare|ingenjör|rektor"
            r"|arbetsgivare|\w*stjärna)"
        ),
        r"(?:alla|hela|många|halva) (?:[^\W\d_]+ ){0,3}(?:känner (?:till )?mig|vet vem jag är)",
        r"every(?:one|body) (?:[^\W\d_]+ ){0,3}(?:knows (?:me|who i am))|know who i am",
        r"(?:skrivit|gett ut|skrev) (?:en|två|flera) (?:[^\W\d_]+ )?(?:bok|böcker)",
        r"(?:wrote|written|published) (?:a|the|two) (?:[^\W\d_]+ )?books?",
        r"the press (?:wrote|called|was|were)|(?:var|varit|är) med i tv|let['’]s dance",
        r"uppdrag granskning|utsågs till|utsedd till|googla (?:mig|oss|på mig)",
        r"known (?:from|for|as|in|across|nationwide)|in the (?:news|press|papers|media)",
        r"on (?:tv|the radio|the news)|public figures?|world champion|olympic \w+|national team",
        r"my (?:podcast|blog|book|memoir)|wrote the book|(?:won|win) (?:the|a|an) [^\W\d_]+",
        r"(?:manager|leader|woman|man|company|entrepreneur) of the year|google (?:me|us)",
    ),
    harmless=(
        r"(?:läser?|läste|läst) (?:det |om det )?i (?:en )?tidning\w*",
        r"known (?:for (?:a|an|years|some|so|too|long|\w+ (?:years|months))|as (?:long|soon))",
        r"välkän(?:d|t|da) (?:problem|fråga|fenomen|mönster|metod|känsla|situation|dilemma)\w*",
        r"känt (?:som (?:om|att)|för (?:länge|mycket|lite|att))|känt i (?:magen|kroppen|luften)",
        r"(?:won|win) (?:the|a|an) (?:argument|discussion|debate|vote|point|battle|customer)\w*",
        r"tv-skärm\w*|radioskugga\w*|under radarn|skandinav\w*",
    ),
)
_MINE = r"(?:min|mitt|mina|din|hans|hennes|sin|sitt|sina|vår|vårt|våra|ex|x|före detta|blivande)"
_KIN = _Clues(
    words="""
    fru frun frus hustru hustrun sambo sambon särbo särbon fästmö fästman pojkvän flickvän exfru
    ex-fru exman ex-man exmake exmaka dotter dottern döttrar döttrarna son sonen söner sönerna
    barnbarn barnbarnen styvbarn bonusbarn tvilling tvillingar tvillingarna bebis bebisen småbarn
    småbarnsförälder småbarnsföräldrar småbarnsmamma småbarnspappa föräldraledig föräldraledighet
    föräldraledigheten mammaledig pappaledig mamma mamman pappa pappan bror brodern bröder
    bröderna brorsa brorsan syster systern systrar systrarna syskon syskonen svåger svågern
    svägerska svägerskan svärmor svärfar svärson svärdotter svärföräldrar svärföräldrarna kusin
    kusinen kusiner farbror morbror faster moster farfar farfars farmor morfar mormor brorson
    brorsdotter systerson systerdotter styvfar styvmor styvson änka änkan änkling änklingen
    frånskild nyskild skilsmässa skilsmässan nygift släkting släktingar släktingen ensamstående
    familjeföretag familjeföretaget familjebolag familjebolaget familjeägt familjeägda ägarfamilj
    ägarfamiljen familjefirma wife husband spouse fiancé fiancée girlfriend boyfriend ex-wife
    ex-husband daughter daughters sons stepson stepdaughter mother father mum mom dad brother
    brothers sister sisters sibling siblings cousin cousins uncle aunt nephew niece grandmother
    grandfather grandson granddaughter grandchildren mother-in-law father-in-law brother-in-law
    sister-in-law in-laws twin twins widow widower widowed divorce divorced married family-owned
    """,
    phrases=(
        rf"{_MINE} (?:nya |gamla |förra |tidigare )?(?:man|make|maka|far|mor|fars|mors|partner)",
        rf"{_MINE} (?:[^\W\d_]+ )?(?:barn|barnen|ungar|familj|föräldrar|släkt)",
        r"(?:har|fick|fått|två|tre|fyra|fem) (?:små |vuxna |egna )?barn(?: hemma)?",
        r"(?:blivande|är|bli|blev|blivit) (?:förälder|föräldrar|pappa|mamma)",
        r"(?:är|var|varit|blev) gift(?:a)?|gift med|gifte (?:mig|oss|sig)|släkt med|livspartner",
        r"(?:jag|hon|han|är|nyligen|blev) skild",
        r"i (?:andra|tredje|fjärde|femte|sjätte) generation(?:en)?",
        r"(?:my|his|her|our|their|own) (?:\w+ )?(?:son|children|kids|partner|parents|family|ex)",
        r"(?:have|had|two|three|four) (?:small |young |grown )?(?:children|kids)",
        r"family (?:business|firm|company)|(?:second|third|fourth)[- ]generation",
        r"(?:maternity|paternity|parental) leave",
    ),
    harmless=(
        r"min partner i (?:affärer|firman|bolaget)",
        r"(?:dotter|moder|syster|syskon)(?:bolag|företag|organisation|enhet|koncern)\w*",
        r"(?:sister|mother|daughter|brother|parent)[- ](?:company|companies|organi[sz]ation\w*)",
        r"(?:sister|mother|daughter|brother|parent)[- ](?:unit|site|ship|tongue)\w*",
        r"married to (?:the|my) (?:job|idea|plan|company)|big brother|storebror ser",
        r"(?:en )?son av (?:sin tid|bygden)|divorced from",
        r"my (?:business|trading|discussion|sparring|old) partner",
        r"(?:min|vår) (?:affärs|samarbets|diskussions|motions)partner|far (?:and|from|away|too)",
    ),
)
_FORMS = "(?:ab|aktiebolag|aktiebolaget|hb|kb|oyj|oy|asa|aps|ltd|plc|inc|llc|gmbh|publ)"
_COMPANY = _Clues(
    words="""
    volvo volvos scania ericsson ikea spotify klarna h&m seb nordea swedbank handelsbanken skanska
    ncc peab vattenfall eon fortum telia tele2 telenor abb saab electrolux husqvarna sandvik
    atlas-copco alfa-laval assa skf ssab lkab boliden stora-enso holmen sca essity axfood ica coop
    lidl willys systembolaget postnord sj sas bonnier schibsted aftonbladet expressen svt tv4
    tetra astrazeneca pfizer getinge gambro northvolt polestar google microsoft amazon facebook
    siemens bosch accenture capgemini deloitte kpmg pwc mckinsey tietoevry cgi sweco afry ramboll
    wsp skatteverket trafikverket försäkringskassan arbetsförmedlingen migrationsverket
    naturvårdsverket socialstyrelsen skolverket boverket vinnova riksbanken polismyndigheten
    kriminalvården tullverket försvarsmakten kronofogden länsstyrelsen lantmäteriet
    folkhälsomyndigheten energimyndigheten konsumentverket livsmedelsverket jordbruksverket
    skogsstyrelsen transportstyrelsen karolinska sahlgrenska chalmers kth ivo msb fmv foi smhi pts
    hovrätten regeringskansliet utrikesdepartementet riksarkivet nationalmuseum dramaten
    """,
    phrases=(
        rf"[^\W\d_]{{2,}} {_FORMS}|{_FORMS} [^\W\d_]{{2,}}",
        r"[^\W\d_]{2,}s (?:kommun|universitet|högskola|tingsrätt|sjukhus|lasarett|stift)",
        r"universitetet i [^\W\d_]+|university of [^\W\d_]+|[^\W\d_]+ university",
        r"region (?!och\b|eller\b|som\b|med\b|i\b|är\b|har\b|kan\b|for\b|in\b|and\b|or\b)[^\W\d_]+",
        r"(?:bolaget|företaget|firman|koncernen|kommunen|byrån) [^\W\d_]+ ab",
    ),
    harmless=(r"an? (?:inc|ltd|plc)|(?:ett|som) ab",),
)
_NAMED = _Clues(
    words="""
    anna eva maria karin kristina christina lena kerstin sara emma ingrid marie malin jenny hanna
    annika susanne monica monika birgitta elin linnea johanna sofia helena ulla katarina elisabeth
    elisabet margareta sofie jessica josefin caroline karolin carolina gunilla barbro berit
    marianne yvonne agneta inger ida julia amanda matilda wilma astrid alice agnes selma freja
    ellen elsa lisa nina petra therese teresa charlotte camilla carina cecilia madeleine rebecka
    sandra sanna siv greta alva signe tyra ella maja gun gunnel gudrun ulrika åsa anneli ann-marie
    louise pernilla erik lars anders johan nils mikael michael jan-erik peter olof lennart gunnar
    thomas tomas fredrik daniel bengt göran håkan magnus mattias stefan martin henrik leif kjell
    marcus markus robert david mohamed mohammed muhammad ahmed fatima hassan christer krister
    kenneth roger tommy jonas patrik linus oskar oscar emil simon viktor alexander elias hugo
    oliver william lucas noah gustav gustaf arne ove sture rolf ingemar torbjörn ulf sven jörgen
    niklas joakim andreas tobias jakob johannes kristoffer robin fredrika veronica veronika
    jonatan samuel sebastian benjamin pontus lindberg lindström lindgren berglund bergström
    sandberg forsberg sjöberg wallin engström eklund lundin lundgren hedlund bergman nyström
    holmberg löfgren söderberg nyberg öberg åberg strömberg lundberg lindholm hellström björklund
    nordström sandström sundberg wikström norberg isaksen nielsen hansen jensen pedersen andersen
    larsen olsen korhonen virtanen smith jones wallenberg bernadotte
    """,
    phrases=(
        r"(?!lessons?\b)[^\W\d_]{2,}sson|[^\W\d_]{3,}qvist",
        (
            r"(?!det\b|vad\b|så\b|allt\b|något\b)[^\W\d_]+ heter"
            r" (?!det|så|att|något|olika|samma|som|numera|nu\b|inte)[^\W\d_]+"
        ),
        r"(?:jag|hon|han|hen) kallas [^\W\d_]+|heter jag|mitt namn är|mina initialer",
        (
            r"my name is|(?:his|her|whose) name is|my initials"
            r"|(?:boss|manager|ceo|colleague|man|woman|person|chair) (?:named|called) [^\W\d_]+"
        ),
        (
            r"\A(?:bo|per|björn|klara|linda|axel|hans|karl|stig|sten|dag|jan|ebba|saga|liv|my|tor"
            r"|ask|frank|kent|pia|mona|vera|rut|stella|erika|rune|mats|urban|christian|kristian"
            r"|tage|ali)"
            r" (?:är|var|har|hade|säger|sa|sade|vill|ville|lyssnar|tar|tog|gör|gjorde|kan|kunde|ska"
            r"|blev|tycker|leder|ger|gav|och jag|på (?:ekonomi|personal|produktion|lagret))"
        ),
    ),
    harmless=(r"erik(?:s)?gata\w*|(?:peter|jonas)principen|robin hood|pontus i|en eva",),
)
_COMMON_CHEFS = (
    "enhets|avdelnings|grupp|team|mellan|projekt|sektions|område?s|linje|första|process|skift"
    "|butiks?|ny|nyblivn[ae] |topp|under|arbets|super|hel|deltids|lag|närmaste|biträdande"
    "|verksamhets|vård|programs?|drömm?|drömd|ex|medel|låtsas|tillförordnad|vår|distrikts"
    "|kvinnliga? "
    "|delprojekt|utvecklings|rekryterande"
)
_POSITION = _Clues(
    words="""
    vd vd:n vd:ns vd-n verkställande koncern-vd ceo cfo coo cto cio chro cmo ciso ordförande
    ordföranden styrelseordförande landshövding landshövdingen rektor rektorn biskop biskopen
    ärkebiskop kyrkoherde kyrkoherden kommunalråd kommunalrådet regionråd borgmästare chefsjurist
    chefsjuristen chefredaktör chefredaktören chefsekonom chefläkare chefläkaren stadsarkitekt
    polismästare intendent ambassadör ambassadören överste kommendör konteramiral professor
    professorn professorer prefekt prefekten dekan dekanen disponent minister ministern
    statsminister statsråd statssekreterare riksdagsledamot riksdagsledamöter riksdagsledamoten
    kommunpolitiker överbibliotekarie överbibliotekarien överläkare konsertmästare domprost
    hovmarskalk delägare delägaren dirigent kapellmästare ceo's chairman chairwoman chairperson
    chairs headteacher headmaster headmistress vice-chancellor dean bishop vicar mayor governor
    ambassador prime-minister president editor-in-chief mp md
    """,
    phrases=(
        rf"(?!(?:{_COMMON_CHEFS})chef)[^\W\d_-]{{2,}}-?chef(?:en)?",
        r"[^\W\d_]*-?direktör(?:en)?|[^\W\d_]+minister(?:n)?",
        r"(?:är|som|blev|del|sam|som ny) ?ägare(?: till)?",
        r"äger (?:bolaget|företaget|firman|fabriken)",
        r"chief \w+(?: \w+)? officer|chief (?:executive|economist|engineer|physician|architect)",
        r"(?:[^\W\d_]+ )?director(?: general)?|head of (?:\w+ )?[^\W\d_]+|head teacher",
        r"(?:the|a|as|school|our) principal\b(?! \w)|vice chancellor|general (?:manager|counsel)",
        r"(?:the|a|as|deputy|our) (?:chair|minister|professor)\b|member of parliament",
        r"owner of [^\W\d_]+|owner-manager|i own (?:the|a|my|our)|my own company",
        r"chair of [^\W\d_]+",
    ),
    harmless=(
        r"board of directors|boards? of director|(?:process|product)[- ]owners? of \w+",
        r"head of (?:steam|the table|me)|verkställande av|hockeyproffs|mötesordförande",
        r"chefs?(?:kap|roll|jobb|grupp|lag|ledd|kollega)\w*|\w+chefs(?:möte|roll|jobb)\w*",
        r"(?:a|the) chair (?:in|at the table)|on the chair|chair (?:the|a|our|my) meetings?",
    ),
)
_NUMBER = (
    r"(?:tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton"
    r"|nitton|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)[^\W\d_]*"
    r"|[^\W\d_]*hundra(?:tals|tal|talet|fem\w*|tjugo\w*)?|[^\W\d_]*tusen(?:tals|tal)?"
    r"|(?:ett )?(?:tio|tjugo|trettio|femtio|hundra)tal|(?:ett )?(?:halv)?dussin|tiotals"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-[^\W\d_]+)?|(?:a |one |\w+ )?hundred(?: and \w+)?|(?:a |\w+ )?thousand|(?:a )?dozen"
    r"|dozens|hundreds|thousands)"
)
_HEADS = (
    r"(?:anställda|medarbetare|personer|[^\W\d_]*sköterskor|[^\W\d_]*biträden|kollegor"
    r"|kolleger|[^\W\d_]*chefer"
    r"|[^\W\d_]*ledare|direktrapporter\w*|man\b|underställda|heltider|heltidsanställda"
    r"|årsarbetare|tjänster"
    r"|människor|själar|[^\W\d_]*ingenjörer|[^\W\d_]*läkare|[^\W\d_]*lärare|elever|patienter|boende"
    r"|förare|montörer|säljare|konsulter|kontor|butiker|orter|platser|länder|fabriker"
    r"|bilar|bussar|fartyg"
    r"|skolor|avdelningar|anställd|employees|people|staff|colleagues|(?:direct )?reports|managers"
    r"|engineers|nurses|doctors|teachers|pupils|drivers|offices|shops|stores|factories|sites"
    r"|countries|heads|men and women|consultants|towns|schools)"
)
_TIMES = r"(?:dagar|veckor|månader|år|timmar|minuter|steg|procent|gånger|i rad|mot|av)"
_HEADCOUNT = _Clues(
    words="""
    årsåldern trettioårsåldern fyrtioårsåldern femtioårsåldern sextioårsåldern
    """,
    phrases=(
        rf"{_NUMBER}(?: (?:av|of))? (?:[^\W\d_]+ )?{_HEADS}",
        (
            r"(?:vi|de|ni) är (?:bara |totalt |ungefär |cirka |ca |runt |drygt |knappt |snart )?"
            rf"{_NUMBER}(?! {_TIMES})"
        ),
        (
            r"(?:har|leder|chef för|ansvarar för|have|lead|manage|run) (?:bara |only )?"
            rf"(?:två|two) (?:[^\W\d_]+ )?{_HEADS}"
        ),
        rf"(?:team|staff|group|company|workforce) of (?:about |around |some )?(?:two|{_NUMBER})",
        rf"(?:grupp|team|lag|bolag|företag|personal) på (?:ungefär |runt |drygt )?{_NUMBER}",
        r"(?:grupp|team|lag|bolag|företag|personal) på två|we (?:are|were) (?:only )?two",
        rf"we (?:are|were) (?:only |about |around |just )?{_NUMBER}(?! (?:day|week|month|year)s)",
        rf"fyll(?:er|de|t|a) {_NUMBER}|{_NUMBER}(?:-| )?åring\w*|{_NUMBER} år gam\w+",
        rf"{_NUMBER} years old|turn(?:s|ing|ed)? {_NUMBER}|{_NUMBER}-year-old",
        rf"(?:leder|anställer|sysselsätter|we employ|i employ|i lead|just) {_NUMBER}(?! {_TIMES})",
        rf"there (?:are|were) (?:only |just )?{_NUMBER} of (?:us|them)",
        r"in my (?:early |late |mid-?)?(?:twenties|thirties|forties|fifties|sixties)",
        r"[^\W\d_]*mannabolag\w*|[^\W\d_]+manna(?:företag|lag)\w*",
    ),
    harmless=(r"(?:ett|en) hundra procent|(?:a|one) hundred per ?cent|people of",),
)
TABLE = {
    SINGULAR: _SINGULAR,
    PUBLIC: _PUBLIC,
    KIN: _KIN,
    WHEREABOUTS: _Clues(),
    COMPANY: _COMPANY,
    NAMED: _NAMED,
    POSITION: _POSITION,
    HEADCOUNT: _HEADCOUNT,
}
"""What each kind is recognised by, in Swedish and English; places are in `words.whereabouts`."""


@cache
def _pattern(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the words of a kind, and what is passed over before."""
    entry = TABLE[kind]
    words = "|".join(sorted(map(re.escape, entry.words.split()), key=len, reverse=True))
    phrases = "|".join(entry.phrases)
    parts = "|".join(part for part in (phrases, f"(?:{words})" if words else "") if part)
    harmless = "|".join(entry.harmless) or "(?!)"
    return (
        re.compile(rf"(?<![^\W_])(?:{parts or '(?!)'})(?:s|:s|['’]s)?(?![^\W_])", re.IGNORECASE),
        re.compile(rf"(?<![^\W_])(?:{harmless})(?![^\W_])", re.IGNORECASE),
    )


def giveaways(text: str) -> list[Giveaway]:
    """Return what in `text` may say who its writer is, each once, in order."""
    matches = [(match.start(), Giveaway(WHEREABOUTS, match[0])) for match in whereabouts.find(text)]
    for kind in KINDS:
        pattern, harmless = _pattern(kind)
        rest = harmless.sub(lambda idiom: "\n" * len(idiom[0]), text)
        matches += ((match.start(), Giveaway(kind, match[0])) for match in pattern.finditer(rest))
    return list(dict.fromkeys(giveaway for _, giveaway in sorted(matches)))
