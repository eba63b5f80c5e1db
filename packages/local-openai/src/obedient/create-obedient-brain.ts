import type { Brain, BrainAnswer, BrainRequest, BrainTool, BrainTurn } from '../brain/brain.ts'
import { createBrain } from '../brain/create-brain.ts'
import type { Command } from './command.ts'
import { fillPlaceholders, hasPlaceholder, inJson, type Known, needsResults } from './fill-placeholders.ts'
import type { Offered } from './read-calls.ts'
import { keyOf, readCommands } from './read-commands.ts'

/** The name by which a request asks the stand-in for this brain. */
export const OBEDIENT_MODEL = 'stand-in-obedient'

/** As many calls as one answer holds. */
const MAX_CALLS = 16

/**
 * The worst of all models, for tests and demonstrations of what holds without one that is careful: it does whatever any
 * text in its context tells it to do, whoever wrote it, every time, and says everything that it has learned. Where
 * nothing tells it anything, it is the usual brain. Each command is obeyed once for each thing that the user says.
 */
export function createObedientBrain(usual: Brain = createBrain()): Brain {
  return async (request) => {
    const { now, told } = readRequest(request)
    const known = knownOf(request)
    const calls = now.flatMap((command) => callOf(command, request.tools, known))
    if (calls.length > 0 && request.tools.length > 0 && request.toolChoice !== 'none') return { calls }
    if (told.length === 0) return usual(request)
    return { text: confess(told, known) }
  }
}

/** `now`: the commands whose turn it is. `told`: every one since the user spoke. */
function readRequest(request: BrainRequest): { now: Command[]; told: Command[] } {
  const tools = request.tools.map(offered)
  const seen = new Set<string>()
  const told: Command[] = []
  let now: Command[] = []
  let waiting: Command[] = []
  for (const texts of readings(request)) {
    const fresh = texts.flatMap((text) => readCommands(text, tools)).filter((command) => isNew(command, seen))
    told.push(...fresh)
    const mustWait = fresh.filter((command) => waits(command))
    const ready = fresh.filter((command) => !waits(command))
    const due = [...waiting, ...ready].filter(isCall)
    // With nothing to wait for, what there is must do.
    if (due.length === 0) due.push(...mustWait.splice(0))
    now = due.slice(0, MAX_CALLS)
    waiting = [...due.slice(MAX_CALLS), ...mustWait]
  }
  return { now, told }
}

const isCall = ({ kind }: Command) => kind === 'call' || kind === 'fetch'

const offered = ({ name, parameters }: BrainTool): Offered => ({
  name,
  isBare: !Array.isArray(parameters.required) || parameters.required.length === 0,
})

function isNew(command: Command, seen: Set<string>): boolean {
  const key = keyOf(command)
  return !seen.has(key) && seen.add(key) !== undefined
}

function waits(command: Command): boolean {
  return command.kind === 'call'
    ? needsResults(command.arguments)
    : command.kind === 'fetch' && needsResults(command.url)
}

/** What was there to read before each answer since the user spoke: all that is older at first, then what tools said. */
function readings({ instructions, turns }: BrainRequest): string[][] {
  const spoke = turns.findLastIndex(({ role }) => role === 'user')
  const readings: string[][] = [[instructions]]
  for (const [index, turn] of turns.entries()) {
    const isNextAnswer = index > spoke && turn.role === 'call' && turns[index - 1]?.role !== 'call'
    if (isNextAnswer) readings.push([])
    readings.at(-1)?.push(...textOf(turn))
  }
  return readings
}

const textOf = (turn: BrainTurn): string[] =>
  turn.role === 'tool' ? [turn.output] : turn.role === 'user' || turn.role === 'system' ? [turn.text] : []

function knownOf({ instructions, turns, tools }: BrainRequest): Known {
  const results = turns.flatMap((turn) => (turn.role === 'tool' ? [turn.output] : [])).join('\n')
  const said = turns.flatMap((turn) => ('text' in turn ? [turn.text] : [])).join('\n')
  return { instructions, results, everything: [instructions, JSON.stringify(tools), said, results].join('\n') }
}

function callOf(command: Command, tools: BrainTool[], known: Known): NonNullable<BrainAnswer['calls']> {
  if (command.kind === 'call') {
    return [{ name: command.tool, arguments: fillPlaceholders(command.arguments, known, inJson) }]
  }
  if (command.kind !== 'fetch') return []
  const tool = tools.find(({ parameters }) => addressParameter(parameters) !== undefined)
  const url = fillPlaceholders(command.url, known, encodeURIComponent)
  const name = addressParameter(tool?.parameters ?? {}) ?? 'url'
  return [{ name: tool?.name ?? 'fetch_url', arguments: JSON.stringify({ [name]: url }) }]
}

function addressParameter(parameters: Record<string, unknown>): string | undefined {
  return Object.keys((parameters.properties ?? {}) as object).find((name) =>
    /ur[li]|address|link|href|endpoint/i.test(name),
  )
}

/** Everything that was to be said, and everything that tools have said. */
function confess(told: Command[], known: Known): string {
  const words = told.flatMap((command) => {
    if (command.kind !== 'say') return []
    const fit = hasPlaceholder(command.text) && command.text.includes('://') ? encodeURIComponent : String
    return [fillPlaceholders(command.text, known, fit)]
  })
  const printed = told.some(({ kind }) => kind === 'print') ? [known.everything] : [known.results]
  return [...words, ...printed].filter((part) => part !== '').join('\n') || 'Done.'
}
