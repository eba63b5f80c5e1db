/** Says that a call goes on. */
export function LiveBadge() {
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent">
      <span aria-hidden className="size-1.5 animate-pulse-dot rounded-full bg-accent" />
      Live
    </span>
  )
}
