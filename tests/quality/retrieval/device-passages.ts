/** A passage of a device's manual, and what is asked about it. */
interface DevicePassage {
  id: string
  text: string
  asked: string[]
}

/**
 * What the manuals of a line of `devices.txt` say. All devices' passages are alike but for names and numbers: what
 * nearness of meaning alone cannot tell apart.
 */
export function devicePassages(fields: readonly string[]): DevicePassage[] {
  const [name = '', watts, litres, kilos, years, part = '', decibels, code = '', cause] = fields
  const passage = (what: string, text: string, asked: string[]) => {
    return { id: `${name}-${what}`, text, asked }
  }
  return [
    passage(
      'power',
      `At full load the ${name} draws ${watts} watts. Plug it straight into the wall, not into a strip.`,
      [`${name} watts`, `how much electricity does the ${name} need`],
    ),
    passage('size', `The ${name} weighs ${kilos} kilos and holds ${litres} litres.`, [
      `weight of the ${name}`,
      `how much fits into the ${name}`,
    ]),
    passage(
      'warranty',
      `${name}: the warranty runs for ${years} years from the day on the receipt; wear is not covered.`,
      [`${name} guarantee`],
    ),
    passage(
      'filter',
      `Change the filter of the ${name} twice a year. Its part number is ${part}; others do not seal.`,
      [part, `which filter fits the ${name}`],
    ),
    passage(
      'noise',
      `In the living room one hears the ${name} with ${decibels} decibels, at night with a third less.`,
      [`how loud is the ${name}`],
    ),
    passage('fault', `When the ${name} shows ${code}, ${cause}. Mend that and hold the button for five seconds.`, [
      `error ${code}`,
      `${name} display says ${code}`,
    ]),
  ]
}
