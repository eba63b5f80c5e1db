import type { ComponentProps } from 'react'
import { memo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { safeLink } from '../safe-link.ts'

const PLUGINS = [remarkGfm]

/**
 * What an agent says is not this app's text: a document that it read may have dictated it. So HTML is shown as text, a link
 * leads out only (and says so to nobody: no referrer, no opener), and no image is ever loaded. An image is fetched
 * without a click, so its address alone could carry off what the agent knows, to whoever wrote the document.
 */
const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  // No link either: it may stand in one.
  img: ({ src, alt }) => (
    <span className="rounded-md bg-sunken px-1.5 py-0.5 text-[0.9375rem] text-ink-soft">
      Image{from(src)}, not loaded{alt ? `: ${alt}` : ''}
    </span>
  ),
  // Wide tables and code scroll by themselves, also by keyboard.
  table: ({ children }) => (
    <Scroller label="Table">
      <table>{children}</table>
    </Scroller>
  ),
  pre: ({ children }) => (
    <Scroller label="Code">
      <pre>{children}</pre>
    </Scroller>
  ),
  // A heading in an answer is none of the page.
  h1: (props) => <Heading {...props} />,
  h2: (props) => <Heading {...props} />,
  h3: (props) => <Heading {...props} />,
  h4: (props) => <Heading {...props} />,
  h5: (props) => <Heading {...props} />,
  h6: (props) => <Heading {...props} />,
  input: ({ checked }) => <span>{checked ? '☑' : '☐'}</span>,
}

/** An answer as formatted text. Loaded when the first one is shown. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={(url) => safeLink(url) ?? ''}>
        {text}
      </ReactMarkdown>
    </div>
  )
})

function from(src: unknown): string {
  const link = typeof src === 'string' ? safeLink(src) : undefined
  return link ? ` from ${new URL(link).host}` : ''
}

function OutsideLink({ href, children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  const link = safeLink(href)
  if (!link) return <span>{children}</span>
  return (
    <a href={link} target="_blank" rel="noopener noreferrer nofollow" title={link}>
      {children}
    </a>
  )
}

function Heading({ children }: Pick<ComponentProps<'h1'>, 'children'>) {
  return <p className="heading">{children}</p>
}

function Scroller({ label, children }: ComponentProps<'div'> & { label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section with a name would be a landmark, once for every table
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      className="scroller"
    >
      {children}
    </div>
  )
}
