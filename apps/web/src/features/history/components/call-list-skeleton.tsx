/** The list's shape while it loads. */
export function CallListSkeleton() {
  return (
    <div aria-hidden className="animate-pulse-dot">
      <div className="mb-3 h-5 w-20 rounded-full bg-sunken" />
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex h-20 flex-col justify-center gap-2.5 border-t border-line">
          <div className="h-4 w-2/5 rounded-full bg-sunken" />
          <div className="h-3.5 w-4/5 rounded-full bg-sunken" />
        </div>
      ))}
    </div>
  )
}
