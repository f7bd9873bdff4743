"""Sentences that reveal what Articles 9 and 10 protect, each with its kind, and such that reveal nothing."""

from __future__ import annotations

TELLING = {
    "health": """
Är föräldraledig efter en IVF-behandling.
Har Parkinsons sjukdom.
Struggles with depression.
Has type 2 diabetes.
Väntar barn i april.
Är beroende av alkohol och går i behandling.
Blev opererad i ryggen i maj.
Är färgblind och läser diagram dåligt.
Har en kronisk tarmsjukdom.
Går på antidepressiva sedan i höstas.
Fick missfall i vintras.
Went through rehab for alcohol abuse.
Sitter i rullstol.
Har ADHD-diagnos sedan i våras.
Recovering from breast cancer.
Lives with epilepsy.
Har nedsatt hörsel efter olyckan.
Lider av sömnproblem och äter sömntabletter.
Tog sjukledigt efter en förlossningsdepression.
Är ofta borta på grund av migrän.
Går på dialys tre gånger i veckan.
Fick hjärtinfarkt vid fyrtio.
Opererades för en hjärntumör i fjol.
Har KOL och blir lätt andfådd.
Kom tillbaka efter lungcancer i våras.
Är långtidssjukskriven sedan mars.
Har haft en höstdepression och vill börja lugnt.
Lever med MS och behöver planera sin energi.
Fick en stroke för två år sedan.
Har typ 1-diabetes.
Har dyslexi och skriver ogärna.
Fick diagnosen bipolär i fjol.
Har ADD och tappar tråden på möten.
Går i KBT varje vecka.
Är gravid och går hem i maj.
Gick in i väggen och är försiktig sedan dess.
Tar antidepressiv medicinering.
Fick bröstcancern tillbaka.
Har en synnedsättning och läser på skärm.
Är döv på ena örat, och blind på ett öga.
Har varit inlagd på psyket.
Lider av ätstörningar.
Har panikångest inför stora möten.
Är nykter alkoholist.
Hans utmattningssyndrom gör att han arbetar halvtid.
She had a stroke last year.
Is on sick leave until May.
Has been diagnosed with autism.
Lives with chronic pain.
Had a nervous breakdown after the merger.
Is pregnant and due in June.
Uses a wheelchair.
Takes medication for anxiety.
Hiv-smittad sedan länge.
""",
    "origin": """
Her parents came from Pakistan.
Arbetar för samernas rättigheter som samisk ledare.
Är den enda med utländska föräldrar.
Uppvuxen i Bosnien.
Är halvt iransk, halvt svensk.
Is a first-generation immigrant.
His family is Roma.
Hennes föräldrar invandrade från Turkiet.
Kom hit som kvotflykting.
Är afrosvensk.
Är tornedaling och talar meänkieli.
Har rötter i Chile.
Kom som asylsökande från Irak.
Är same och uppvuxen i en renskötande släkt.
Hon är född i Syrien.
Är av romsk släkt.
Har utländsk bakgrund och möter fördomar.
Flydde från Somalia som barn.
Den enda med invandrarbakgrund i ledningen.
Vill träffa någon annan mörkhyad chef.
Hans kurdiska familj bor kvar.
Räknas som ensamkommande flyktingbarn.
Är som rasifierad ofta ensam i rummet.
Är adopterad från Colombia.
En svart kvinna i en vit bransch.
Är rom och berättar sällan om det.
Sverigefinne i tredje led.
Came here as a refugee.
Is the only black woman on the board.
Her parents fled from Iran.
Born in Eritrea, raised here.
As a person of colour he is often alone.
Is of Kurdish origin and an immigrant.
Utomeuropeisk härkomst.
""",
    "politics": """
Har varit politiker i tio år.
Har högerextrema åsikter.
Has campaigned for the Labour Party.
Engagerad liberal.
Har suttit i riksdagen för Moderaterna.
Är partiledare för ett lokalt parti.
Röstar på SD.
Is a feminist and campaigns for it.
Was a member of the Conservative Party.
Var med i Ung Vänster.
Är kristdemokratisk nämndordförande.
Engagerad i Socialdemokraterna.
Är vänsterpolitiker i Malmö.
Är aktiv moderat.
Är sverigedemokrat och döljer det.
Sitter i kommunfullmäktige för Vänsterpartiet.
Var socialdemokratisk kommunalråd.
Röstar på Centern.
Är politiskt engagerad på fritiden.
Är övertygad socialist.
Kandiderar till riksdagen i höst.
Är fritidspolitiker på kvällarna.
Är medlem i KD.
Har varit kommunist i sin ungdom.
Känd miljöpartist.
Är riksdagsledamot.
Is a lifelong conservative.
Voted for Labour and says so.
Is politically active in her town.
Has always been a communist.
Stands for the Green Party.
Is open about her political views.
""",
    "belief": """
Är prästdotter och djupt troende.
Is a Muslim leader.
Fastar under ramadanmånaden.
Är med i Pingstkyrkan.
Är djupt religiös.
Was raised as a Mormon.
Is an atheist.
Is a devout Catholic.
Är hindu.
Konverterade till islam.
Är pastor i Equmeniakyrkan.
Är med i Livets ord.
Är sikh och bär turban.
Är troende muslim.
Är katolik och går i mässan.
Fastar under ramadan.
Arbetar i Svenska kyrkan och är troende.
Är uppvuxen i frikyrkan.
Hon bär slöja på jobbet.
Ber till Gud före svåra möten.
Är övertygad ateist.
Familjen är judisk.
Går i moskén på fredagar.
Är aktiv i en pingstförsamling och tror på Gud.
Hans kristna tro styr honom.
Är jude men säger det sällan.
Hon är buddhist.
Jehovas vittne sedan barnsben.
Is a practising Christian.
Goes to church every Sunday.
His faith matters to him.
Is Jewish and keeps kosher.
Prays five times a day.
Left the mosque last year.
""",
    "union": """
Is a union member.
Var ordförande i Läkarförbundet.
Är fackligt engagerad.
Sitter i Sveriges Ingenjörers styrelse.
Is active in the labor union.
Är ombudsman på Handels.
Är medlem i Vision.
Är skyddsombud och facklig ordförande.
Är fackligt förtroendevald.
Sitter i styrelsen för fackklubben.
Är medlem i Unionen.
Var ombudsman på Saco.
Är fackordförande på bruket.
Gick med i facket i våras.
Är med i IF Metall.
Är medlem i Ledarna.
Strejkade i tre veckor.
Vårdförbundet stöttar henne.
Betalar avgift till LO.
Is a trade union member.
Is a shop steward at the plant.
Joined a union last year.
Works as a union rep.
Byråns fackombud.
""",
    "genes": """
Has a genetic condition.
Har ett arvsanlag för bröstcancer.
Ett genetiskt test visade risken.
Is a carrier of the gene.
Har en ärftlig form av cancer.
Har gjort ett gentest.
Bär på en ärftlig sjukdom.
Är anlagsbärare för sjukdomen.
Har BRCA1 i släkten.
Väntar på svar på sitt DNA-test.
Har en kromosomavvikelse.
Har en genetisk defekt.
Has a genetic disorder.
Carries the gene for it.
Took a DNA test last year.
Is at genetic risk.
""",
    "body": """
Biometrics are used at the gate.
Öppnar dörren med fingeravtryck.
We store her retina scan.
Har lämnat fingeravtryck till polisen.
Vi har hans fingeravtryck lagrade.
Loggar in med ansiktsigenkänning.
Lämnade biometriska uppgifter vid gränsen.
Fick göra en irisskanning.
Her fingerprints are on file.
Uses facial recognition to log in.
Gave an iris scan.
Biometric data was taken.
""",
    "sex-life": """
Was sexually abused.
Har haft en otrohetsaffär.
Är prostituerad på kvällarna.
Köper sex på resor.
Berättar öppet om sitt sexliv.
Var otrogen med en kollega.
Lever polyamoröst.
Har ett porrmissbruk.
Utsattes för sexuella övergrepp.
Hans sexmissbruk kostade honom jobbet.
Talks about her sex life.
Was a victim of sexual abuse.
Had an extramarital affair.
Lives in celibacy and is celibate.
""",
    "orientation": """
Is a lesbian mother.
Är panssexuell och pansexuell.
Lever ihop med sin pojkvän och är gay.
Is queer.
Identifierar sig som icke-binär.
Har kommit ut som lesbisk.
Är gift med en man och öppen med att vara gay.
Är öppet homosexuell.
Är lesbisk och gift.
Är bög i en machobransch.
Kom ut som gay i fjol.
Är transperson.
Är bisexuell men talar inte om det.
Ordnar hbtq-nätverket för att han själv är queer.
Lever i en regnbågsfamilj.
Is gay and married.
Came out to his team.
Is a transgender woman.
Her same-sex partner moved here.
Is openly bisexual.
""",
    "crime": """
Was jailed for fraud.
Dömdes för skattebrott.
Åkte fast för snatteri.
Finns i brottsregistret.
Är villkorligt frigiven.
Was charged with theft.
Har varit häktad för narkotikabrott.
Har suttit inne.
Dömd till fängelse för grov stöld.
Är dömd för bokföringsbrott.
Satt i fängelse i två år.
Har en prick i belastningsregistret.
Är åtalad i en mutaffär.
Fälldes för rattfylleri.
Dömdes för misshandel 2009.
Häktades men släpptes.
Gick med fotboja.
Fick böter för skattebrott.
Är misstänkt för bedrägeri.
Blev av med körkortet efter rattonykterhet.
Has a criminal record.
Was convicted of fraud.
Spent a year in prison.
Was arrested in May.
Was caught for drunk driving.
Was sentenced to community service.
""",
}
SILENT = """
En som vet hur det är att ha politiker som chef.
Vill leda i en kommun där politiker ändrar sig.
Jag vill lära mig att hålla möten kort.
Vi har stark tillväxt i Polen.
Har chefat i Kina i tre år.
Min chef kommer från Finland.
Bröt en långvarig trend.
Vi behöver ett frivilligt råd.
Teamet sitter i Kista.
Vill lyfta blicken.
Är trött på möten.
Kör hårt hela våren.
Den nya fabriken är en utmaning.
Vårt bolag är brutet i tre delar.
Jag leder sex chefer.
Jag är hälften så snabb som förut.
Projektet led av bristande ägarskap.
Tar över efter en karismatisk grundare.
Vi har många idéer och lite tid.
Ett kyrktorn syns från kontoret.
Bygger sjukhus i Skåne.
Utvecklar läkemedel mot cancer.
Producerar hjälpmedel för funktionsnedsatta.
Säljer glasögon.
Vi arbetar med jämställdhet.
Arbetar på Migrationsverket.
Är chef på Kriminalvården.
Är domare i tingsrätten.
Driver en advokatbyrå.
I manage a hospital.
We build wheelchairs.
Runs a charity.
The team is in good health.
We are blind to our own habits.
Head of compliance at a bank.
My predecessor was too straight.
Our culture is broken.
Vi är fackmän på vårt område.
Har vuxit upp med företaget.
Söker ärlig återkoppling.
Ett starkt varumärke.
Hon brann för kvalitet.
Vill bli bättre på konflikter.
Har lett en omorganisation på sjukhuset.
Är chef över fyra psykologer och en kurator.
Driver ett vårdbolag.
Leder ett team av ingenjörer.
Vi säljer medicinteknik.
Arbetar på Diabetesförbundet som vd.
Vill stärka hälsan i teamet.
Bygger en frisk kultur.
Vi gick från röda till svarta siffror.
Kommer ut i produktionen varje vecka.
Ska ut som konsult.
Vi har en stark tro på framtiden.
Har svårt att lita på andra.
Är svensk chef i ett tyskt bolag.
Leder försäljningen i Indien.
Född i Umeå, bor i Malmö.
Uppvuxen i Norrland.
Vi tappade fart i våras.
Är rädd för att misslyckas.
Har en teknisk bakgrund.
Vi har en ny styrelse efter ett uppköp.
Is moving from operations to strategy.
She rose from the shop floor to the board.
Has a gift for numbers.
We need a healthy cash flow.
Works in the prison service.
I believe in people.
Grew up in a small town.
Hur leder man i en kris?
Har blivit chef över tidigare kolleger.
Fackligt samråd tar tid i förändringen.
Förhandlar med facket om schemat.
Sjuktalen är höga på avdelningen.
Partnerskap med kommunen.
En liberal tolkning av reglerna.
Vi följer planen religiöst noga.
Koncernens ursprungliga idé.
Regionens politik styr oss.
Vi gör en riskbedömning i varje projekt.
Lära sig av stora misstag.
Vill mäta puls i organisationen.
Vi vill få ett ord med i laget.
Mår bra av tydliga mål.
Add a second team.
Vi måste addera tre roller.
Straightforward leader.
Has been convinced by data.
Strong conviction about quality.
En frisk vind i ledningen.
Jag hälsar på hos andra chefer.
Hälsningar från teamet i Kiruna.
Vill slippa fackspråk.
Behöver någon som tror på mig.
Hon är sjukt bra på siffror.
Leder en partihandel med blommor.
We had the same problem.
At the same time I want to delegate.
Kontoret ligger på Kyrkogatan.
By a stroke of luck we found him.
Det var ett genombrott för oss.
Ett driftavbrott varje vecka.
Sjukhuset ska slås ihop med ett annat.
Är chef för sjuksköterskor.
Leder en vårdcentral i Luleå.
Vill ställa en organisationsdiagnos.
Vi har en blind fläck.
Ledningen slår dövörat till.
Vi är döva för kritik.
En moderat tillväxt i år.
Vi räknar med en moderat ökning.
Europeiska unionen ger bidrag.
We sell in the European Union.
Jobbar i en kreditförening.
Det ligger i företagets DNA.
It is in our DNA.
En genetisk algoritm löser schemat.
Hon har satt sitt fingeravtryck på bolaget.
Bygger team i Moskva.
Har ett team i Kristianstad.
Christian Berg leder teamet.
Kristina tog över i våras.
Vi tappade sex personer.
Leder sextio medarbetare.
Sexton år i samma roll.
Projektet är dömt att misslyckas.
Vill inte vara på förhand dömd.
Det är ett fängslande uppdrag.
Avtalsbrott är vanliga i branschen.
Söker en mentor som brinner för sin sak.
Vi arbetar i fackverk av stål.
Leder en fackhandel.
Läser en facktidning.
Är fackman på området.
Vi säljer add-ons till vårt system.
We want to add value.
An ill-defined task.
I am sick and tired of meetings.
He acted in good faith.
I have faith in the team.
It fell on deaf ears.
Turn a blind eye to it.
A conservative estimate says ten.
I voted for the proposal.
She is on probation in her new role.
Our office is on Church Street.
We take pride in our work.
Kyrkbyn är vår största ort.
Vi har kontor i Rom och Paris.
Vi reste till Rom i maj.
Islands flygbolag är kund.
Har en isländsk ägare.
Vi vill öka takten.
Kan du ge ett gott råd?
Har lett tre sammanslagningar.
Slår ihop två avdelningar.
Vill bli tydligare.
Har svårt att säga nej.
Styr en koncern med åtta bolag.
Har byggt upp en försäljning från noll.
Behöver hjälp att prioritera.
Hur får jag en styrelse att lyssna?
Vill lära mig läsa en resultaträkning.
Har suttit i ledningsgrupper i tio år.
Kommer från industrin.
Söker någon utanför energibranschen.
I want to learn how to delegate.
Has led three mergers.
How do I say no to my boss?
I lead a team of twelve.
We closed a plant last year.
My board does not listen.
Looking for someone outside banking.
Psykologisk trygghet i teamet.
Brottas med för många möten.
Tar strid för sina idéer.
Rapporterar till politiker i nämnden.
Arbetar i en politiskt styrd organisation.
Ska införa ett nytt system.
Vill ha en tydligare strategi.
Marknaden stod stilla under den stora depressionen.
Arbetar med bedrägeriutredare på bank.
Leads the fraud detection team.
Cancerfonden är vår kund.
En röst i styrelsen.
Röstade för förslaget.
Arbetar med makt och ansvar.
Vi har ett systemmissbruk i licenserna.
Vi behöver en nykter bild av läget.
Kontorets rytm är bruten.
Vi lanserar boken, den kom ut som pocket.
Kan MS Office och Excel.
Vill inte bli en flaskhals.
Vi ska bryta mot det gamla.
Har en stark vilja.
Vår chef är rak.
Arbetar med tillgänglighet i kollektivtrafiken.
Vi har ett uppbrott bakom oss.
Stenbrottet är vår största arbetsplats.
Varor av svenskt ursprung i fabriken? Nej, råvarornas pris.
Vi är tvärs över landet.
En ung organisation som växer.
Vi ses på ett kafé i Umeå.
Jag vill växa som ledare.
Vi behöver samma språk.
Det är samma sak varje år.
Han är lika som bär.
Vi har straffats av dålig planering.
Det kostar en förmögenhet.
Söker balans mellan arbete och fritid.
"""
