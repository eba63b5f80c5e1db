import { expect, it } from 'vitest'
import type { BrainRequest, BrainTool, BrainTurn } from './brain.ts'
import { createBrain } from './create-brain.ts'

const brain = createBrain()
const INSTRUCTIONS = `You are Mia, the assistant of the Parley Bistro. Never talk about politics.
Greet callers with "Welcome to the Parley Bistro!"
We are open from Tuesday to Sunday. The set menu costs 24 euros. Our address is 5 Harbour Street.
If the caller is rude, stay polite.`

function ask(said: string | BrainTurn[], more: Partial<BrainRequest> = {}) {
  const turns: BrainTurn[] = typeof said === 'string' ? [{ role: 'user', text: said }] : said
  return brain({ instructions: INSTRUCTIONS, turns, tools: [], toolChoice: 'auto', ...more })
}

const user = (text: string): BrainTurn => ({ role: 'user', text })
const assistant = (text: string): BrainTurn => ({ role: 'assistant', text })

it.each([
  ['When are you open?', 'We are open from Tuesday to Sunday.'],
  ['How much is the menu?', 'The set menu costs 24 euros.'],
  ['Tell me your address please', 'Our address is 5 Harbour Street.'],
  ['Who are you?', 'I am Mia, the assistant of the Parley Bistro.'],
  ['What is twelve plus thirty?', '12 plus 30 is 42.'],
  ['What is two hundred and five times three?', '205 times 3 is 615.'],
  ['What is 20 percent of 50?', '20 percent of 50 is 10.'],
  ['What is 1 divided by 0?', 'One cannot divide by zero.'],
  ['Spell hello', 'H, E, L, L, O.'],
  ['Repeat after me: the fox is brown', 'the fox is brown'],
  ['Thank you very much', 'You are welcome.'],
])('%s → %s', async (question, answer) => {
  expect(await ask(question)).toEqual({ text: answer })
})

it('greets first, in the words of the instructions', async () => {
  expect(await ask([])).toEqual({ text: 'Welcome to the Parley Bistro!' })
  expect(await ask([assistant('Welcome!'), user('Hello there.')])).toEqual({ text: 'Hello! How can I help you?' })
})

it('remembers a name, and only one that was given', async () => {
  const turns = [user('My name is anna.'), assistant('Nice to meet you, Anna.'), user('What is my name?')]
  expect(await ask(turns)).toEqual({ text: 'Your name is Anna.' })
  expect(await ask('What is my name?')).toEqual({ text: 'You have not told me your name yet.' })
})

it('repeats its last answer', async () => {
  expect(await ask([assistant('It costs 24 euros.'), user('Can you repeat that please?')])).toEqual({
    text: 'It costs 24 euros.',
  })
})

it('never quotes an order to the agent, and says when it does not know', async () => {
  const unknown = { text: expect.stringContaining('I do not know that') }
  expect(await ask('Do you talk about politics?')).toEqual(unknown)
  expect(await ask('Can a caller be rude?')).toEqual(unknown)
  expect(await ask('How far is the moon?')).toEqual(unknown)
})

it('tells the time of a city by its time zone', async () => {
  const time = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Tokyo' })
  const before = time.format(new Date())
  const { text } = await ask('What time is it in Tokyo?')
  expect([`It is ${before} in Tokyo.`, `It is ${time.format(new Date())} in Tokyo.`]).toContain(text)
})

const BOOKING: BrainTool = {
  name: 'book_table',
  description: 'Books a table at the restaurant.',
  parameters: {
    type: 'object',
    properties: {
      people: { type: 'integer', minimum: 1 },
      day: { type: 'string' },
      time: { type: 'string' },
      outside: { type: 'boolean' },
      area: { type: 'string', enum: ['window', 'terrace'] },
    },
    required: ['people', 'day'],
  },
}
const WEATHER: BrainTool = {
  name: 'getWeather',
  description: 'Current weather for a place.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const tools = [WEATHER, BOOKING]

function argumentsOf(answer: Awaited<ReturnType<typeof ask>>): unknown {
  return answer.calls?.map((call) => [call.name, JSON.parse(call.arguments)])
}

it('fills arguments from the words, and leaves out what nobody said', async () => {
  const full = 'Please book a table on the terrace for six people on Friday at 7 pm'
  expect(argumentsOf(await ask(full, { tools }))).toEqual([
    ['book_table', { people: 6, day: 'friday', time: '19:00', area: 'terrace' }],
  ])
  expect(argumentsOf(await ask('Book a table for two tomorrow', { tools }))).toEqual([
    ['book_table', { people: 2, day: 'tomorrow' }],
  ])
  expect(argumentsOf(await ask('Book a table outside for two tomorrow', { tools }))).toEqual([
    ['book_table', { people: 2, day: 'tomorrow', outside: true }],
  ])
  expect(argumentsOf(await ask('What is the weather in New York tomorrow?', { tools }))).toEqual([
    ['getWeather', { city: 'New York' }],
  ])
})

it('asks for what is missing, and takes the next thing said for it', async () => {
  const question = 'What will the weather be like?'
  const back = await ask(question, { tools })
  expect(back).toEqual({ text: 'Which city should I use to get weather?' })
  const answered = await ask([user(question), assistant(back.text ?? ''), user('Lisbon.')], { tools })
  expect(argumentsOf(answered)).toEqual([['getWeather', { city: 'Lisbon' }]])
})

it('obeys tool_choice', async () => {
  expect(await ask('Book a table for two tomorrow', { tools, toolChoice: 'none' })).not.toHaveProperty('calls')
  const forced = await ask('Hello', { tools, toolChoice: { name: 'book_table' } })
  expect(argumentsOf(forced)).toEqual([['book_table', { people: 1, day: 'Hello' }]])
})

it('does not call a tool for what has nothing to do with it', async () => {
  expect(await ask('How much is the menu?', { tools })).toEqual({ text: 'The set menu costs 24 euros.' })
})

it('tells what tools answered, and that one failed', async () => {
  const call: BrainTurn = { role: 'call', callId: 'c', name: 'x', arguments: '{}' }
  const tell = (output: string) => ask([user('x'), call, { role: 'tool', callId: 'c', output }])
  expect(await tell('{"openSeats":4,"day":"friday"}')).toEqual({ text: 'The open seats is 4 and the day is friday.' })
  expect(await tell('["tea","cake"]')).toEqual({ text: 'I found tea and cake.' })
  expect(await tell('{"error":"no such table"}')).toEqual({ text: 'That did not work: No such table.' })
  expect(await tell('Booked.')).toEqual({ text: 'Booked.' })
})

it('answers from quotations that are given before the question, and names their source', async () => {
  const given = user(
    'Quotations.\n\n[1] handbook.pdf, page 7\n> Deliveries arrive at the back gate on Monday.\n> Staff park behind the hall.',
  )
  expect(await ask([given, user('When do deliveries arrive?')])).toEqual({
    text: 'According to handbook.pdf, page 7: Deliveries arrive at the back gate on Monday.',
  })
  expect(await ask([given, user('When are you open?')])).toEqual({ text: 'We are open from Tuesday to Sunday.' })
})
