/** Arguments of a tool, to be read: names and values, nothing hidden, nothing interpreted. */
export function ArgumentList({ values }: { values: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(values)
  if (entries.length === 0) return <p className="text-sm text-ink-soft">Without arguments.</p>
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-[0.9375rem] sm:grid-cols-[minmax(5rem,auto)_1fr]">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="font-mono text-sm text-ink-soft sm:pt-0.5">{name}</dt>
          <dd className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere] max-sm:mb-1.5">
            {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
