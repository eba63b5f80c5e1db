import type { OrganizationContents } from '../api/get-contents.ts'

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`

/** What goes with an organisation, in numbers. */
export function ContentsList({ name, contents }: { name: string; contents: OrganizationContents }) {
  const { members, invitations, agents, calls, live_calls, messages } = contents
  return (
    <>
      <p className="font-semibold [overflow-wrap:anywhere]">With {name} go:</p>
      <ul className="mt-2 list-disc pl-5 leading-relaxed">
        <li>{count(agents, 'agent')}</li>
        <li>
          {count(calls, 'call')} with {count(messages, 'message')}, those of other members included
          {live_calls > 0 && `; ${count(live_calls, 'call goes', 'calls go')} on now and would break off`}
        </li>
        <li>
          the membership of {count(members, 'person', 'people')}
          {invitations > 0 && `, and ${count(invitations, 'open invitation')}`}
        </li>
      </ul>
    </>
  )
}
