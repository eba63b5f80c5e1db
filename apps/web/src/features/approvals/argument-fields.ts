/** The JSON schema of a tool's arguments: an object. */
export type ArgumentsSchema = Readonly<Record<string, unknown>>

/** One argument, as a form can ask for it. */
export type ArgumentField = {
  name: string
  kind: 'text' | 'number' | 'boolean' | 'choice'
  description: string | undefined
  required: boolean
  /** What there is to choose from. */
  choices: readonly string[]
}

type Property = { type?: unknown; enum?: unknown; description?: unknown }

/**
 * The arguments of a tool as fields of a form; `null` where a form would not do: an argument that is itself made of
 * several, one that the schema does not name, or no schema.
 */
export function argumentFields(
  schema: ArgumentsSchema | undefined,
  values: Readonly<Record<string, unknown>>,
): ArgumentField[] | null {
  const properties = (schema?.properties ?? null) as Record<string, Property> | null
  if (properties === null || Object.keys(values).some((name) => !Object.hasOwn(properties, name))) return null
  const required = Array.isArray(schema?.required) ? schema.required : []
  const fields = Object.entries(properties).map(([name, property]) => {
    const kind = kindOf(property)
    return (
      kind && {
        name,
        kind,
        description: typeof property.description === 'string' ? property.description : undefined,
        required: required.includes(name),
        choices: kind === 'choice' ? (property.enum as string[]) : [],
      }
    )
  })
  return fields.every((field) => field !== null) && fields.length > 0 ? fields : null
}

function kindOf({ type, enum: choices }: Property): ArgumentField['kind'] | null {
  if (Array.isArray(choices)) return choices.every((choice) => typeof choice === 'string') ? 'choice' : null
  if (type === 'string') return 'text'
  if (type === 'number' || type === 'integer') return 'number'
  return type === 'boolean' ? 'boolean' : null
}
