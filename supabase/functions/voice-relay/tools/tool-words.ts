/** What the model is told of a call of a tool, where the tool itself says nothing. Facts first, then what to do. */
export const TOOL_WORDS = {
  waiting:
    'This needs your approval, and waits for it in the app. ' +
    'Say so to the person. Do not call the tool again: what comes of it will be told to you.',
  refused:
    'This was not approved, and has not been done. Say so to the person, and do not call the tool again unasked.',
  unknown:
    'This was begun, and it is not known whether it was done. ' +
    'Say so to the person. Do not call the tool again unasked: it might be done twice.',
  gone: 'This tool is not available any more. Say that this did not work.',
  unopened: 'This could not be done at the moment. Say so, and do not guess the answer.',
} as const
