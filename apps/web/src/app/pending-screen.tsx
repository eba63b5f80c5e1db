/** A screen on its way, in the shape of most: a heading, a line, a body. Announced, in case it takes long. */
export function PendingScreen() {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <p role="status" className="sr-only">
        Loading
      </p>
      <div aria-hidden className="animate-pulse-dot">
        <div className="h-12 w-3/5 rounded-full bg-sunken" />
        <div className="mt-5 h-5 w-2/5 rounded-full bg-sunken" />
        <div className="mt-10 h-4 w-full rounded-full bg-sunken" />
        <div className="mt-4 h-4 w-4/5 rounded-full bg-sunken" />
      </div>
    </div>
  )
}
