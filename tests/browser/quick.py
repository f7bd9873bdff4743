"""What a reader asks of the handbook, the way to the answer, and the words that answer.

A way is the pages to tap on from the start page: none, one or two. An anchor is where one lands.
The answer is in both languages.
"""

MENTEE = """
before the first meeting?         | way/first-meeting                           | föreslå två tider           | suggest two times
what do I say when I ring?        | way/first-meeting                           | Ska vi träffas?             | Shall we meet?
how do I say no?                  | way/proposal                                | Jag vill hellre ha en annan | I would rather have
must I explain a no?              | way/feedback                                | Du behöver inte förklara    | You needn't explain
may I change my mind?             | way/feedback                                | Du får ändra dig            | You may change your answer
how often do we meet?             | way/rhythm                                  | Programmet önskar           | The programme would like
when do I get a mentor?           | way/matching                                | ha frågat en mentor         | will have asked a mentor
what do I bring to the interview? | way/interview                               | tre utmaningar              | three challenges
what happens with what I say?     | trust/confidentiality                       | Vad ni säger                | What you say
what is stored about me?          | trust/confidentiality > trust/personal-data | namn, e-post                | name, email
what does it cost?                | trust/questions > glance                    | Priset                      | The price
how do I prepare?                 | mentee/role > mentee/prepare                | Välj en fråga               | Choose one question
what may I ask for?               | mentee/role > mentee/ask                    | en fråga du inte vill       | a question you don't
how is it going, halfway?         | mentee/role > way/halfway                   | Fråga varandra              | Ask each other
what do we do last?               | way/closing                                 | Vad gör du i dag            | What do you do today
"""
MENTOR = """
what do I get?            | mentor/role#asked > mentor/role#gain | en annan människas utveckling  | another person's development
how much time?            | mentor/role#asked > mentor/role#time | Tiden måste du kunna ge        | You must be able to spare the time
may I give advice?        | mentor/limits                        | Du lämnar inga färdiga svar    | You hand over no ready-made
may I say: later?         | mentor/role#asked                    | från vilken dag                | from which day
who hears of my no?       | mentor/role#asked                    | får adepten aldrig veta        | the mentee never learns
before the first meeting? | mentor/prepare                       | Tänk igenom                    | Think through
the mentee has not rung?  | mentor/prepare                       | en vecka utan ett ord          | week without a word
how do I begin?           | mentor/conversation                  | Vad vill du använda mötet till | What do you want to use
how do I say what I see?  | mentor/feedback                      | Säg vad du märkte              | Say what you noticed
who else can help?        | mentor/limits > trust/support        | en coach                       | a coach
"""
IN_DISTRESS = """
whom do I ring?            |               | Programansvarig når du så här | How to reach the programme manager
someone crossed the line?  | trust/conduct | Avsluta mötet                 | End the meeting
it is about the manager?   | trust/conduct | Gäller det programansvarig    | Does it concern the programme
I feel unwell?             | trust/support | hjälp när du mår dåligt       | help when you are unwell
is it urgent?              | trust/support | Ring 112                      | ring 112
I am ill today?            | way/away      | Ställ in mötet och vila       | Cancel the meeting and rest
I cannot come?             | way/pause     | Föreslå en ny tid             | Suggest a new time
will my reason be noted?   | way/pause     | det antecknas aldrig          | it's never noted
no one answers?            | way/silence   | Mentorn svarar inte           | The mentor doesn't answer
may I have another mentor? | way/change    | söka en ny mentor             | look for another mentor
I want to stop?            | way/closing   | Ring programansvarig          | Ring the programme manager
"""
