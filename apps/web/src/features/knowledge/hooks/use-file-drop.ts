import { type DragEvent, useEffect, useState } from 'react'

/**
 * Files that are dropped onto an element: its handlers, and whether files are held over it. While it is on the screen, a
 * file that is dropped beside it does not take the page's place.
 */
export function useFileDrop(onFiles: (files: FileList) => void) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const keepPage = (event: globalThis.DragEvent) => event.preventDefault()
    addEventListener('dragover', keepPage)
    addEventListener('drop', keepPage)
    return () => {
      removeEventListener('dragover', keepPage)
      removeEventListener('drop', keepPage)
    }
  }, [])
  return {
    over,
    onDragOver: ({ dataTransfer }: DragEvent) => setOver(dataTransfer.types.includes('Files')),
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
    },
    onDrop: ({ dataTransfer }: DragEvent) => {
      setOver(false)
      if (dataTransfer.files.length > 0) onFiles(dataTransfer.files)
    },
  }
}
