import { expect, it } from 'vitest'
import { splitSql } from './split-sql.ts'

it('cuts only where a statement ends', () => {
  const statements = [
    `-- a comment; with a semicolon\ncreate table a (b text default 'x;y''z')`,
    `/* one /* nested; */ still; */ select E'it\\'s;'`,
    `create function f() returns int language plpgsql as $body$ begin return 1; end $body$`,
    `create function g() returns int language sql begin atomic select case when true then 1 end; select 2; end`,
    `create rule r as on insert to a do also (select 1; select 2)`,
    `select $$;$$ as "odd;name", $1`,
  ]
  expect(splitSql(`${statements.join(';\n')};\n;\n-- the end;\n`).map(({ text }) => text)).toEqual(statements)
})

it('tells the line on which a statement begins', () => {
  expect(splitSql('select 1;\n\n\nselect 2; select 3').map(({ line }) => line)).toEqual([1, 4, 4])
})
