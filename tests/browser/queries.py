"""What leaders type into the search field, and the page that is the right first hit.

A key names the page, or several pages of which each is right. A page is written as its address.
"""

FAQ = "trust/questions"

SWEDISH = {
    "trust/confidentiality": "sekretess, tystnadsplikt, tystnadslöfte, hemligt, hemlighet,"
    " hemligheter, konfidentiellt, konfidentialitet, förtroligt, läcka, skvaller",
    "way/agreement": "avtal, avtalet, kontrakt, kontraktet, överenskommelse, överenskommelser,"
    " underskrift, spelregler, mentoravtal",
    "glance": "kostnad, kostnader, pris, priset, avgift, avgiften, faktura, arvode, ersättning,"
    " startdatum, slutdatum, omgången",
    f"glance or {FAQ}": "vad kostar det",
    f"glance or way/rhythm or {FAQ}": "hur länge, hur lång tid, hur många möten",
    "way/pause": "semester, semestern, sommar, jul, paus, pausa, pausen, inställt, avboka, omboka,"
    " flytta mötet, uteblivet, förhinder, förlänga, förlängning, frånvaro",
    "way/pause or way/silence": "ställa in",
    "way/away": "sjuk, sjukskriven, sjukskrivning, sjukdom, föräldraledighet, mammaledig,"
    " pappaledig, tjänstledig, ledig, vab, nytt jobb, uppsagd, arbetslös, pension",
    f"way/away or {FAQ}": "föräldraledig, byta jobb, byter jobb, blir sjuk",
    "way/proposal": "tacka nej, nej tack, avböja, förslag, förslaget, invändning",
    f"way/proposal or {FAQ}": "säga nej, säger nej",
    FAQ: "ångra, ångra mig, ångrar, anteckningar, får jag anteckna, telefon, telefonnummer,"
    " kontakt, kontakta, mejl, mejla, vem betalar, lunch, lunchen, lokal, resor, reskostnader,"
    " distans, på distans, teams, video, zoom, råd, faq",
    f"{FAQ} or way/change or way/pause": "ring, ringa",
    "trust/support": "coach, coachen, coachning, terapi, terapeut, chef, chefen, psykolog, stress,"
    " mår dåligt, utbränd, utmattad, ångest, akut, vården, företagshälsovård",
    "trust/support or way/change": "konflikt, konflikter",
    "way/closing": "hoppa av, avbryta, avbryter, sluta, avslut, avslutet, avsluta, utvärdering,"
    " utvärdera, enkät, klar i förtid",
    "trust/personal-data": "gdpr, personuppgifter, personuppgift, dataskydd, integritet, radera,"
    " samtycke, skyddad identitet, personnummer, dina uppgifter",
    f"trust/personal-data or {FAQ}": "registerutdrag, vad sparas",
    "trust/conduct": "trakasserier, trakasserad, kränkt, kränkande, mobbning, mobbad, anmäla,"
    " anmälan, klagomål, klaga, hot, hotad, övergrepp, diskriminering",
    "way/first-meeting": "första mötet, dagordning, agenda",
    "way/first-meeting or mentor/prepare": "första gången",
    "way/first-meeting or way/rhythm": "mötet, mötena, möten",
    f"way/first-meeting or way/rhythm or {FAQ}": "boka, boka tid, vem bokar",
    f"way/rhythm or {FAQ}": "hur ofta",
    "way/rhythm": "rytm, intervall, försenad, försenat, nästa möte, mötesfrekvens",
    "mentee/prepare or mentor/prepare": "förbereda, förberedelse, förberedelser, förbereda mig,"
    " inför mötet",
    "mentee/reflection": "mål, målen, målsättning, reflektion, reflektera, dagbok, utvecklingsplan",
    "way/change": "mentorsbyte, ny mentor, fungerar inte, funkar inte, personkemi, missnöjd, skaver",
    f"way/change or {FAQ}": "byta mentor, byte av mentor",
    f"way/silence or {FAQ}": "mentorn svarar inte, svarar inte",
    "way/silence": "tyst, hör inte av sig, adepten hör inte av sig",
    "way/silence or tools/dialogues": "tystnad",
    "way/interview": "intervju, intervjun, utmaningar, ansökan, ansöka",
    "way/wishes": "önskemål, önska mentor, koppling, kopplingar, jäv, släkting, opartisk, konkurrent",
    "way/matching": "matchning, matchningen, matcha, väntar på mentor, algoritm, urval, tillfrågad",
    "tools/questions": "frågebank, frågor att ställa, samtalsämnen, samtalsämne, öppna frågor",
    "tools/dialogues": "sex samtal, exempelsamtal",
    "tools/templates": "mall, mallar, blankett, formulär, pdf",
    "mentor/conversation": "samtalet, samtalsteknik, tips",
    "mentor/conversation or tools/questions": "lyssna, lyssnar",
    "mentor/feedback": "återkoppling, feedback, kritik, beröm",
    "mentor/limits": "gränser, gränsen, handledare, handledning",
    "mentor/role": "roll som mentor, mentorsroll",
    "mentee/role": "roll som adept",
    "mentee/ask": "be om, förväntningar",
    "way/feedback": "ja eller nej, betänketid",
    "way/halfway": "halvvägs, halvtid, halvtidssamtal, uppföljning",
    "glossary": "ordlista, ordförklaringar, begrepp",
    "trust/accessibility": "tillgänglighet, skärmläsare, wcag",
}

ENGLISH = {
    "trust/confidentiality": "confidential, confidentiality, secrecy, secret, secrets, nda, gossip",
    "way/agreement": "contract, contracts, agreement, signature",
    "glance": "price, invoice, expenses, start date, cohort, time commitment",
    f"glance or {FAQ}": "cost, costs, what does it cost",
    f"glance or way/rhythm or {FAQ}": "how long, how many meetings",
    "way/pause": "holiday, holidays, summer, pause, postpone, reschedule, extension, absence",
    "way/pause or way/silence": "cancel, cancelled",
    "way/away": "sick, sick leave, sickness, illness, maternity, leave, new job, redundancy",
    f"way/away or {FAQ}": "ill, parental leave, changing jobs",
    "way/proposal": "proposal, accept",
    f"way/proposal or {FAQ}": "say no",
    FAQ: "phone, phone number, call, contact, email, notes, travel, lunch, remote, remotely, online,"
    " video, teams, zoom, change my mind, who pays, faq",
    f"{FAQ} or tools/dialogues": "advice",
    "trust/support": "coach, coaching, therapy, therapist, manager, stress, burnout, anxiety, emergency",
    "trust/support or way/change": "conflict",
    "way/closing or tools/questions": "closing",
    "way/closing": "stop, evaluation, survey, finish early",
    "trust/personal-data": "gdpr, personal data, privacy, data protection, delete, consent",
    f"trust/personal-data or {FAQ}": "stored",
    "trust/conduct": "harassment, harassed, complaint, complaints, complain, bullying,"
    " discrimination, report, threatened, abuse",
    "way/first-meeting": "first meeting, agenda",
    "way/first-meeting or way/rhythm": "meeting, meetings",
    f"way/first-meeting or way/rhythm or {FAQ}": "book",
    f"way/rhythm or {FAQ}": "how often",
    "way/rhythm": "overdue, frequency, next meeting",
    "mentee/prepare or mentor/prepare": "prepare, preparing, preparation, before the meeting",
    "mentee/reflection": "goal, goals, reflection, journal",
    "way/change": "new mentor, chemistry, does not work",
    f"way/change or {FAQ}": "change mentor",
    f"way/silence or {FAQ}": "mentor does not answer",
    "way/silence": "quiet, ghosting",
    "way/interview": "interview, challenges, application",
    "way/wishes": "wish, wishes, tie, relative",
    "way/matching": "matching, match, algorithm",
    "tools/questions": "question bank, topics",
    "tools/templates": "template, templates, print, download",
    "mentor/conversation": "listening, tips",
    "mentor/feedback": "feedback, criticism, praise",
    "mentor/limits": "limits, boundaries, supervisor",
    "mentee/ask": "expectations",
    "way/feedback": "yes or no",
    "way/halfway": "halfway",
    "glossary": "glossary",
    "trust/accessibility": "accessibility, screen reader",
}
