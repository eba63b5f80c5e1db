import { expect, test } from 'vitest'
import { fileProblem } from './file-problem.ts'

const MIB = 1024 * 1024

test('what can be read may be sent, up to the limit of its kind', () => {
  expect(fileProblem({ name: 'Handbook.PDF', size: 50 * MIB })).toBeNull()
  expect(fileProblem({ name: 'notes.md', size: 10 * MIB })).toBeNull()
})

test('what would be refused is refused before it is sent', () => {
  expect(fileProblem({ name: 'handbook.pdf', size: 50 * MIB + 1 })).toMatch(/larger than 50 MB/)
  expect(fileProblem({ name: 'notes.md', size: 10 * MIB + 1 })).toMatch(/larger than 10 MB/)
  expect(fileProblem({ name: 'empty.txt', size: 0 })).toMatch(/empty/)
  expect(fileProblem({ name: 'photo.png', size: 10 })).toMatch(/cannot be read/)
  expect(fileProblem({ name: 'README', size: 10 })).toMatch(/cannot be read/)
})
