/** Words that stand for a `{slot}` of a phrase. */
const SLOTS: Record<string, string> = {
  day: 'today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday',
  city: 'paris london berlin madrid rome vienna tokyo boston chicago amsterdam new-york san-francisco',
  name: 'anna ada alan alice ben bob carol david emma eva frank grace jack james john julia laura linus lisa maria mark martin mary max michael nina oliver paul peter robert sam sarah sofia thomas tom',
  number:
    'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred',
  month: 'january february march april may june july august september october november december',
  time: 'nine ten eleven noon two three four five six seven eight',
  thing: 'order account invoice appointment booking reservation delivery subscription password refund',
  operation: 'plus minus times',
}

const PHRASES = `
hello
hello there
hi
hi there how are you
hey
good morning
good afternoon
good evening
goodbye
bye
bye for now
see you later
thank you
thank you very much
thanks
thanks a lot that is all
that is all for today
how are you
how are you doing today
nice to meet you
what is your name
who are you
what are you
are you a human or a machine
are you a robot
what can you do
what can you do for me
how can you help me
can you help me
can you help me please
i need help
i need some help with my {thing}
what do you do
tell me about yourself
tell me a joke
tell me more
tell me more about that
tell me about your {thing}
what time is it
what time is it now
what is the time
what is the time in {city}
what day is it
what day is it today
what is the date
what is the date today
what is today's date
what is the weather
what is the weather like today
what is the weather in {city}
what is the weather in {city} {day}
how is the weather in {city}
what will the weather be in {city} {day}
will it rain in {city} {day}
is it raining in {city}
my name is {name}
i am {name}
hello my name is {name}
call me {name}
what is my name
do you remember my name
do you know my name
what did i say
what did you say
can you repeat that
can you repeat that please
please repeat that
say that again
could you say that again please
repeat after me
say hello world
spell hello
spell my name
how do you spell {name}
can you spell that
yes
yes please
yeah
no
no thanks
no thank you
okay
sure
maybe
i do not know
i don't know
of course
please
sorry
excuse me
wait
wait a moment please
stop
stop please
please stop talking
never mind
hold on
go on
continue
what is {number} {operation} {number}
what is {number} divided by {number}
what is {number} percent of {number}
how much is {number} {operation} {number}
can you add {number} and {number}
what are your opening hours
when do you open
when do you open {day}
when are you open
when are you open on {day}
are you open on {day}
are you open {day}
when do you close
what time do you close on {day}
where are you
where is your office
where are you located
what is your address
what is your phone number
what is your email address
how can i contact you
can i speak to a person
can i talk to a human please
i would like to speak to someone
how much does it cost
how much does it cost per month
how much is it
how much is the delivery
what does it cost
what is the price
what are your prices
do you have a discount
is it free
is there a free plan
how can i pay
can i pay by credit card
do you accept cash
what is your refund policy
tell me about your refund policy
can i get my money back
can i return it
how long does it take
how long does delivery take
how long does shipping take
do you deliver to {city}
do you ship to {city}
where is my {thing}
where is my order
what is the status of my {thing}
i want to cancel my {thing}
i would like to cancel my {thing}
please cancel my {thing}
i want to change my {thing}
i have a problem with my {thing}
i have a question
i have a question about my {thing}
i forgot my password
book a table
book a table for {number} people
book a table for {number} people {day} at {time}
i would like to book a table for {number} {day}
i would like to make a reservation
i would like to make an appointment on {day}
can i make an appointment for {day} at {time}
make it {time} o'clock
set a timer for {number} minutes
remind me in {number} minutes
remind me {day} at {time}
turn on the light
turn off the lights
turn on the lights in the kitchen
play some music
look up order number {number} {number} {number}
my order number is {number} {number} {number} {number}
find the nearest store
search for {name}
send an email to {name}
send a message to {name}
call {name}
where do you live
do you like music
what is the capital of france
the quick brown fox jumps over the lazy dog
i am testing the microphone
one two three testing
can you hear me
this is a test
do you understand me
do you speak english
how old are you
who made you
what is the meaning of life
i live in {city}
i am from {city}
i am looking for a {thing}
on {day} at {time}
at {time} o'clock on {day}
on the first of {month}
{day} {month} {number}
{number} people
{number}
{city}
{name}
{day}
`

const EVERYDAY = `a about above after again all almost also always am an and another answer any anyone anything are around as
ask at away back bad be because been before began begin best better between big black blue book both boy bring but buy by call came can
car change check child city close cold come could country cup customer cut data day did different dinner do document does doing done door
down drink drive each early easy eat end english enough even ever every everyone everything eye fact family far fast father feel few find
fine first food for found free friend from full game gave get girl give glad go going good got great green group had half hand happy hard
has have he head hear heard help her here high him his hold home hope hot hour hours house how i idea if important in information inside
into is issue it its job just keep kind know large last late later learn least leave left less let letter life light like line list listen
little live long look lost lot love low made mail make man many maybe me mean meet member menu might mind minute minutes money month more
morning most mother move much music must my near need never new news next nice night no not nothing now number of off office often oh old
on once only open option or order other our out over own page paper part party pay people person phone place plan play please point
possible price problem product put question quick quickly rain read ready real really red remember right room run said same saw say school
second see seem send service set several she shop short should show side since sit size small so some someone something soon sound speak
start state stay still stop store story street strong student such sun support sure system table take talk team tell than that that's the
their them then there these they thing things think this those thought three through ticket time to today together told tomorrow tonight
too took top town train travel tree try turn two under understand until up us use user very visit voice wait walk want warm was watch
water way we week weekend well went were what what's when where which while white who whole why wife will window wish with without woman
word words work working world would write wrong year years yes yesterday yet you young your it's i'm i'll i'd don't can't won't isn't
didn't doesn't let's you're they're we're he's she's there's where's who's i've you've would've`

/**
 * What people say to an agent, whatever the agent: phrases for the recogniser's language model, slots filled in.
 * `share` keeps a phrase with many fillings from outweighing one that has none.
 */
export function dialoguePhrases(): Array<{ words: string[]; share: number }> {
  return PHRASES.trim()
    .split('\n')
    .flatMap((phrase) => {
      const filled = fill(phrase)
      return filled.map((text) => ({ words: text.split(' '), share: 1 / Math.sqrt(filled.length) }))
    })
}

/** Words that may come up anywhere. */
export const everydayWords = (): string[] => EVERYDAY.split(/\s+/)

/**
 * Fills the slots with every word once, side by side rather than in every combination: a word-pair model has no use
 * for more.
 */
function fill(phrase: string): string[] {
  const slots = [...phrase.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => (SLOTS[name] ?? '').split(' '))
  const rounds = Math.max(1, ...slots.map((words) => words.length))
  return Array.from({ length: rounds }, (_, round) => {
    let slot = 0
    return phrase.replaceAll(/\{\w+\}/g, () => {
      const words = slots[slot] ?? []
      const word = words[(round * (1 + 2 * slot++)) % words.length] ?? ''
      return word.replaceAll('-', ' ')
    })
  })
}
