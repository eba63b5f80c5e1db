import { expect, test } from 'vitest'
import { freePlan } from '@/testing/organization-rows.ts'
import { accessChange } from './access-change.ts'
import type { Organization } from './organization.ts'

const organization = (id: string, change: Partial<Organization> = {}): Organization => ({
  id,
  name: id,
  role: 'owner',
  personal: id === 'mine',
  plan: freePlan,
  admins_see_calls: true,
  ...change,
})
const mine = organization('mine')
const at = (current: Organization, ...others: Organization[]) => ({ userId: 'u', current, all: [current, ...others] })

test('who was taken out is at home again, and is told', () => {
  const change = accessChange(at(organization('acme'), mine), at(mine))
  expect(change).toMatchObject({ lost: true, moved: true, notice: { title: 'You are no longer a member of acme' } })
})

test('a switch on another device moves without a loss', () => {
  const acme = organization('acme')
  expect(accessChange(at(mine, acme), at(acme, mine))).toMatchObject({ lost: false, moved: true })
})

test('a plan that changes, or whose limits do, asks for a new token and says nothing', () => {
  const limits = { ...freePlan, version: 2 }
  const expected = { lost: false, moved: false, notice: null }
  expect(accessChange(at(mine), at({ ...mine, plan: limits }))).toEqual(expected)
  expect(accessChange(at(mine), at({ ...mine, plan: { ...freePlan, id: 'pro' } }))).toEqual(expected)
})

test('a new name, or another organisation that comes and goes, is no change of access', () => {
  expect(accessChange(at(mine), at({ ...mine, name: 'Ada' }, organization('acme')))).toBeNull()
})
