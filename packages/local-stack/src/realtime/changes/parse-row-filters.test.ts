import { postgresChangesFilter } from '@supabase/supabase-js'
import { describe, expect, it } from 'vitest'
import { parseRowFilters } from './parse-row-filters.ts'

describe('parseRowFilters', () => {
  it('reads what the client builds, also awkward values', () => {
    const text = postgresChangesFilter()
      .eq('a', 'x,y=(1)."q\\')
      .in('b', ['1', 'two, three', 'say "hi"'])
      .not('c', 'is', null)
      .gte('d', 2.5)
      .build()
    expect(
      parseRowFilters(text).map(({ column, operator, value, values, negate }) => [
        column,
        operator,
        values ?? value,
        negate,
      ]),
    ).toEqual([
      ['a', 'eq', 'x,y=(1)."q\\', false],
      ['b', 'in', ['1', 'two, three', 'say "hi"'], false],
      ['c', 'is', 'null', true],
      ['d', 'gte', '2.5', false],
    ])
  })

  it('takes blank text for no filter, and dots and equals signs for values', () => {
    expect(parseRowFilters('  ')).toEqual([])
    expect(parseRowFilters('a=eq.b=c.d')).toMatchObject([{ column: 'a', value: 'b=c.d' }])
    expect(parseRowFilters('a=in.()')).toMatchObject([{ values: [] }])
  })

  it.each(['undefined', 'a=foo.b', 'a=eq', '=eq.1', 'a=eq.1,', 'a=in.1,2', 'a=not.not.eq.1'])('refuses %s', (text) => {
    expect(() => parseRowFilters(text)).toThrow('Error parsing `filter` params')
  })
})
