import { ZoomIn, ZoomOut } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { ZOOM_MAX } from '../timeline-scale.ts'

/** How closely one looks: the whole call, or a part of it. */
export function TimelineZoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  return (
    <div className="-mr-2 flex items-center text-ink-soft">
      <Button variant="quiet" size="small" disabled={zoom === 1} onClick={() => onZoom(1)} className="text-ink-soft">
        Whole call
      </Button>
      <Button
        variant="quiet"
        size="icon"
        className="size-9"
        aria-label="Zoom out"
        disabled={zoom === 1}
        onClick={() => onZoom(zoom / 2)}
      >
        <ZoomOut aria-hidden className="size-4.5" />
      </Button>
      <Button
        variant="quiet"
        size="icon"
        className="size-9"
        aria-label="Zoom in"
        disabled={zoom >= ZOOM_MAX}
        onClick={() => onZoom(zoom * 2)}
      >
        <ZoomIn aria-hidden className="size-4.5" />
      </Button>
    </div>
  )
}
