import { Component, lazy, type ReactNode, Suspense, useDeferredValue } from 'react'

// A third as much code as the rest of the app: on its way with the first screen that has answers, which it does not hold up.
const loading = import('./markdown.tsx').then(({ Markdown }) => ({ default: Markdown }))
loading.catch(() => {})
const Markdown = lazy(() => loading)

type AnswerTextProps = { text: string; forming: boolean }

/** What an agent says, as it comes. Plain until what formats it is loaded, or where that fails. */
export function AnswerText({ text, forming }: AnswerTextProps) {
  // A long answer takes longer to format than a piece of it takes to come.
  const shown = useDeferredValue(text)
  const plain = <p className="whitespace-pre-wrap">{text}</p>
  return (
    <div className="min-w-0 max-w-prose text-[1.0625rem] leading-relaxed [overflow-wrap:anywhere]">
      <Fallback plain={plain}>
        <Suspense fallback={plain}>
          <Markdown text={forming ? shown : text} />
        </Suspense>
      </Fallback>
      {forming && (
        <span
          aria-hidden
          className="inline-block h-[1em] w-[3px] animate-caret rounded-full bg-accent align-[-0.12em]"
        />
      )}
    </div>
  )
}

/** A part of the app that could not be loaded must not take the answer with it. */
class Fallback extends Component<{ plain: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.plain : this.props.children
  }
}
