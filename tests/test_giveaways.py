"""What in a sentence may say who its writer is: the kinds, their forms, and what only looks so."""

from __future__ import annotations

import pytest

from mentorskap.words.giveaways import (
    COMPANY,
    HEADCOUNT,
    KIN,
    KINDS,
    NAMED,
    POSITION,
    PUBLIC,
    SINGULAR,
    WHEREABOUTS,
    giveaways,
)

TELLING = {
    SINGULAR: """
        Jag är den enda kvinnan i ledningen.
        Jag är ende mannen på kliniken.
        Jag är ensam kvinna i rummet.
        Vi är störst i landet på det vi gör.
        Jag blev den yngsta chefen någonsin.
        Vi är Nordens största tillverkare av båtar.
        Jag var först ut med att prova det.
        Vi är marknadsledande på hissar.
        Jag grundade bolaget själv.
        Ingen annan gör det här, vi är unika.
        Jag var den första som vågade lämna.
        Det är landets äldsta skola.
        I am the only woman on the board.
        I was the first woman to lead it.
        We are the largest supplier in the region.
        I founded the company myself.
        We are the country's oldest bank.
        I am the youngest there.
        We are a market leader in lifts.
    """,
    PUBLIC: """
        Jag är känd från tv.
        Man har skrivit om mig i tidningen.
        Alla såg mig i landslaget.
        Jag vann os-guld som ung.
        Jag blev utsedd till årets chef.
        Jag är känd som den som säger ifrån.
        Medierna skrev om vår nedläggning.
        Vi var i lokaltidningen förra veckan.
        Jag är en offentlig person.
        Jag satt i riksdagen förut.
        Efter skandalen litar ingen på oss.
        I am known from television.
        It was in the news for weeks.
        I won an award last year.
        I used to play for the national team.
        People recognise me from the headlines.
        I was manager of the year.
    """,
    KIN: """
        Min man är också chef här.
        Jag efterträdde min far.
        Min hustru sitter i styrelsen.
        Mina barn går i skolan jag leder.
        Jag driver ett familjeföretag.
        Vi är tredje generationen på gården, i tredje generation.
        Min systers företag är vår kund.
        Jag är gift med en kollega.
        Jag är nyskild.
        Min svärfar äger det mesta.
        Jag ska bli pappa i vår.
        Jag är föräldraledig till hösten.
        Tog över efter min farbror.
        My wife works there as well.
        I took over from my father.
        We run a family business.
        My brother is on the board.
        I have two small children.
        I am going on parental leave.
    """,
    WHEREABOUTS: """
        Vi finns i linköpingstrakten.
        Alla känner alla i umeå.
        Jag är göteborgare.
        Jag pendlar från västerås varje dag.
        På malmökontoret är det tvärtom.
        Vi sitter i vara och de i lund.
        Norrlänningar säger mindre, och jag är norrländsk.
        Jag leder allt i skåne.
        Vår fabrik ligger i jonkoping.
        Fabriken i norge ska stängas.
        Vi är länets enda, i västerbottens län.
        Här i örnsköldsvikarnas stad.
        Our office in gothenburg is closing.
        I commute to stockholm.
        We opened in norway.
    """,
    COMPANY: """
        Jag kom hit från ericsson.
        På volvo gjorde vi annorlunda.
        Vi på granit ab har vuxit.
        Jag leder en enhet på skatteverket.
        Jag forskar vid lunds universitet.
        Vi arbetar åt sveas kommun.
        Jag kommer från region halland.
        I used to work at spotify.
        We at granite ltd have grown.
        I was at the university of gothenburg.
    """,
    NAMED: """
        Min chef heter rutger.
        Jag och annika drar åt olika håll.
        Andersson vill inte.
        Björn säger att jag pratar för mycket.
        Per har sagt nej två gånger.
        Det är eriks gamla jobb.
        Alla kallar mig något annat, men jag heter ylva.
        Lindqvist bestämmer.
        My boss is a man called gert.
        I took over after fredrik.
        My name is odd, and people laugh.
    """,
    POSITION: """
        Jag är vd sedan i våras.
        Som rektor har jag två herrar.
        Jag är ny ekonomichef.
        Hr-direktören lyssnar inte.
        Jag är ordförande i styrelsen.
        Som platschef ser jag allt.
        Min vd:s stil är en annan.
        Generaldirektörens beslut gäller.
        Jag är professor och ska bli prefekt.
        Jag äger bolaget.
        I am the CEO.
        As managing director I decide too much.
        I am head of communications.
        I became the chief financial officer.
        I am a headteacher.
        I am our chair.
    """,
    HEADCOUNT: """
        Jag leder sju personer.
        Vi är tolv på kontoret.
        Jag har två direktrapporter.
        Ett hundratal anställda väntar.
        Jag leder en grupp på fyra.
        Nio av mina medarbetare vill sluta, och tre chefer.
        Jag fyller femtio i år.
        Vi har trettiofem butiker.
        Ett femmannabolag växer.
        I lead a team of nine.
        We have forty-two employees.
        Twelve people report to me.
        I have just turned forty.
        We were only eight when I came.
    """,
}
SILENT = """
    Min största utmaning är att delegera.
    Mitt första jobb som chef.
    Mina största problem är tid och mod.
    Det enda jag vill är att våga.
    Mitt enda mål är att lyssna mer.
    För första gången leder jag andra.
    I första hand vill jag lära mig.
    Jag vill först och främst bli tydligare.
    Ser detaljerna först. Alltid.
    Det är inte det minsta roligt.
    Min största rädsla är att göra någon besviken.
    Första tiden som chef var svår.
    Den största delen av dagen är möten.
    Jag är första linjens chef.
    Min största ledarskapsutmaning är otålighet.
    Enda vägen framåt är att prata.
    Det är ett välkänt problem hos oss.
    Jag har känt för länge att något är fel.
    Jag läste det i tidningen.
    Pressen är hög på oss alla.
    Priset blev högt.
    Man måste våga.
    Man gör sitt bästa.
    Jag tror att man kan mer.
    Vårt dotterbolag gör tvärtom.
    Systerbolaget och moderbolaget är oense.
    Vi har en barnsjukdom i processen.
    Far inte fram så.
    Det är en skild fråga.
    Mer mod, mindre mor i ledarskapet.
    Jag vill vara tydlig.
    Jag kan vara hård.
    Vi ska sala ihop till något.
    Jag lindar in det.
    Det är klart att jag vill.
    Vi ska klara det.
    Per år blir det mycket.
    Hans lag är starkare än mitt.
    Vi möts i en lund bakom kontoret en gång, inte mer.
    I grunden vill jag mer.
    Ange målet tydligare.
    Jag känner ångest? Nej, bara nerver.
    Nätverket är svagt.
    Regelverket är krångligt.
    Region och kommun är oense.
    En annan kommun vore bättre.
    Min chef lyssnar inte.
    Jag är ny som chef.
    Jag är avdelningschef och vill bli tydligare.
    Som enhetschef sitter jag mitt emellan.
    Jag har varit mellanchef länge.
    Mina teamchefer väntar på mig.
    Ägarna vill ha utdelning.
    Styrelsen frågar om allt.
    Någon som har suttit i en ledningsgrupp.
    Två i laget pratar inte med varandra.
    En medarbetare vill inte.
    Har skjutit upp samma samtal i fyra månader.
    Vi har elva system som gör samma sak.
    Tre generationer i samma ledningsgrupp.
    Vi är tre veckor sena.
    Det tar hundra år att ändra.
    Jag ger hundra procent.
    Det heter så hos oss.
    Vi har mats och vägg, sa kocken? Nej.
    Jag har en plan som alla gillar och ingen följer.
    Jag är stolt över min grupp.
    En person räcker.
    Vi är oense om allt.
    Andra säger att jag är för snäll.
    My biggest challenge is delegating.
    My first job as a manager.
    First of all I want to listen.
    At first I said yes to everything.
    I only have mornings.
    Not only that.
    The only way is to talk.
    The first thing I do is to check mail.
    For the first time I lead others.
    My greatest weakness is impatience.
    I am a first-time manager.
    I have known for years that it is wrong.
    We won the argument and lost the customer.
    Our sister company does the opposite.
    Parent companies decide too much.
    So far so good.
    I make decisions too fast.
    Swedish is not my mother tongue.
    My business partner disagrees.
    The board of directors asks about everything.
    I am a product owner of sorts.
    I chair meetings badly.
    I feel ahead of my team.
    A lesson for me.
    Where are we going?
    I ask for more ale? Never at work.
    The general idea is good.
    One person is enough.
    Two people do not speak.
    It takes five months.
    We are three weeks late.
    I want to be in charge of my calendar.
    The principal reason is time.
    I called off the meeting.
    Meta-level thinking is hard.
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, line) for kind, text in TELLING.items() for line in lines(text)]
)
def test_what_says_who_it_is_is_seen_with_its_kind(kind: str, sentence: str) -> None:
    assert kind in {giveaway.kind for giveaway in giveaways(sentence)}
    assert kind in {giveaway.kind for giveaway in giveaways(sentence.lower())} or kind == NAMED


@pytest.mark.parametrize("sentence", lines(SILENT))
def test_what_only_looks_like_it_is_silent(sentence: str) -> None:
    assert giveaways(sentence) == []
    assert giveaways(sentence.lower()) == []


def test_every_kind_has_its_sentences() -> None:
    assert set(TELLING) == set(KINDS)
