import { expect, test } from 'vitest'
import { modelChoices, voiceChoices } from './plan-choices.ts'

const free = { id: 'free', name: 'Free', models: ['mini'], voices: ['marin'] }
const pro = { id: 'pro', name: 'Pro', models: ['mini', 'large'], voices: null }
const excluded = (choices: ReturnType<typeof voiceChoices>) =>
  Object.fromEntries(choices.map((choice) => [choice.value, choice.excluded]))

test('what only a larger plan has is shown with its name', () => {
  expect(excluded(modelChoices(free, [free, pro], ''))).toEqual({ mini: null, large: 'in Pro' })
  expect(excluded(voiceChoices(free, [free, pro], 'marin'))).toMatchObject({ marin: null, verse: 'in Pro' })
})

test('a plan without a list of voices has every voice', () => {
  expect(Object.values(excluded(voiceChoices(pro, [free, pro], 'marin')))).toEqual(Array(10).fill(null))
})

test('what was chosen stays in the list, though no plan has it any more', () => {
  expect(excluded(modelChoices(free, [free, pro], 'gone'))).toMatchObject({ gone: 'not in Free' })
})
