import type { Question, Skill } from '../question.ts'

const TALK: Array<[RegExp, string | ((question: Question) => string)]> = [
  [
    /^(how are you|how are you doing|hi there how are you|how is it going)\b/,
    'I am well, thank you. How can I help you?',
  ],
  [/^(thank you|thanks)\b/, 'You are welcome.'],
  [/^(goodbye|bye|see you|that is all)\b/, 'Goodbye, and have a nice day.'],
  [/^(nice|pleased) to meet you\b/, 'Nice to meet you too.'],
  [/\b(who are you|what is your name|what are you|tell me about yourself)\b/, introduce],
  [/\b(are you (a )?(human|robot|machine|real|an? ai))\b/, 'I am a machine: a program that answers by rules.'],
  [/\b(what can you do|how can you help|what do you do|^help$|^i need help$|^can you help me)\b/, capabilities],
  [/\bjoke\b/, 'Why did the function return early? It had an exit strategy.'],
  [/\bcan you hear me\b|\btesting\b|^this is a test$/, 'Yes, I can hear you.'],
  [/^(stop|please stop|stop please|wait|hold on|never mind)\b/, 'All right.'],
  [/^(yes|yeah|okay|ok|sure|of course|yes please)$/, 'Good. What would you like to know?'],
  [/^(no|no thanks|no thank you|nope)$/, 'All right. Is there anything else?'],
  [/^(sorry|excuse me)$/, 'No problem.'],
]

/** The phrases that every conversation has. */
export const smallTalk: Skill = (question) => {
  const found = TALK.find(([pattern]) => pattern.test(question.plain))
  if (found === undefined) return undefined
  const [, answer] = found
  return { text: typeof answer === 'string' ? answer : answer(question) }
}

/** Says of itself what the instructions say: `You are Mia, …` → `I am Mia, …`. */
function introduce({ request }: Question): string {
  const role = /\byou(?: are|'re) ((?:[^.!?\n]|\.(?=\w))+)/i.exec(request.instructions)?.[1]?.trim()
  return role === undefined ? 'I am your voice assistant.' : `I am ${role}.`
}

function capabilities({ request }: Question): string {
  const tools = request.tools.map((tool) => tool.name.replaceAll(/[_-]/g, ' '))
  const able = ['answer questions from what I was told', 'tell the time', 'calculate', ...tools]
  return `I can ${able.slice(0, -1).join(', ')} and ${able.at(-1)}.`
}
