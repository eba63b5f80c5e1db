import { expect, it } from 'vitest'
import type { BrainRequest, BrainTurn } from './brain.ts'
import { createBrain } from './create-brain.ts'

const brain = createBrain()
const INSTRUCTIONS = 'You are Mia. Greet callers with "Welcome to the Parley Bistro!"\nThe kitchen closes at ten.'
const BROKE = 'The connection broke while you were speaking. Go on from there without repeating it.'

const user = (text: string): BrainTurn => ({ role: 'user', text })
const assistant = (text: string): BrainTurn => ({ role: 'assistant', text })
const call: BrainTurn = { role: 'call', callId: 'c', name: 'seats', arguments: '{}' }
const output: BrainTurn = { role: 'tool', callId: 'c', output: '{"seats":4}' }

function ask(turns: BrainTurn[], instructions?: string) {
  const own = instructions === undefined ? {} : { instructions, sessionInstructions: INSTRUCTIONS }
  return brain({ instructions: INSTRUCTIONS, turns, tools: [], toolChoice: 'auto', ...own } satisfies BrainRequest)
}

it.each<[string, BrainTurn[], string]>([
  ['an answer', [user('When does the kitchen close?'), assistant('The kitchen')], 'closes at ten.'],
  ['a word cut in two', [user('When does the kitchen close?'), assistant('The kit')], 'chen closes at ten.'],
  ['twice', [user('When does the kitchen close?'), assistant('The '), assistant('kitchen')], 'closes at ten.'],
  ['nothing heard', [user('When does the kitchen close?'), assistant('')], 'The kitchen closes at ten.'],
  ['what a tool answered', [user('x'), call, output, assistant('The seats')], 'is 4.'],
  ['the greeting', [assistant('Welcome to the')], 'Parley Bistro!'],
])('says only the rest: %s', async (_, turns, rest) => {
  expect(await ask(turns, BROKE)).toEqual({ text: rest })
  expect(await ask(turns)).toEqual({ text: rest })
})

it('does not take an answer that is whole, or another, for the beginning of one', async () => {
  const question = user('When does the kitchen close?')
  const whole = { text: 'The kitchen closes at ten.' }
  expect(await ask([question, assistant('The kitchen closes at ten.')])).toEqual(whole)
  expect(await ask([question, assistant('The garden')])).toEqual(whole)
  expect(await ask([question, assistant('The kitchen'), user('Thank you')])).toEqual({ text: 'You are welcome.' })
})

it('says exactly what one answer is ordered to say, and takes no such order from the agent', async () => {
  const order = 'Greet the caller. Say exactly this and nothing else: “Good day. He said ”hi” to you.”'
  const turns = [user('When does the kitchen close?')]
  expect(await ask(turns, order)).toEqual({ text: 'Good day. He said ”hi” to you.' })
  const request = { instructions: `${INSTRUCTIONS} ${order}`, turns, tools: [], toolChoice: 'auto' as const }
  expect(await brain(request)).toEqual({ text: 'The kitchen closes at ten.' })
})
