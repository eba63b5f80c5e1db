import { Link } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import type { Source } from '../source.ts'
import { AskForm } from './ask-form.tsx'

/** Asks one document something: its passages that fit, or an agent that answers from them. */
export function AskAbout({ source }: { source: Source }) {
  return (
    <section aria-labelledby="ask-about">
      <h2 id="ask-about" className="mb-3 text-xl font-semibold">
        Ask about this document
      </h2>
      <AskForm label="Ask this document" source={source.id} />
      <Button asChild variant="outline" size="small" className="mt-3">
        <Link to="/chat" search={{ source: source.id }}>
          <MessageCircle aria-hidden className="size-4" />
          Chat about it
        </Link>
      </Button>
    </section>
  )
}
