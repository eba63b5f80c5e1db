import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, onTestFinished, test, vi } from 'vitest'
import { documentRow, fileRow, SOURCE_ID } from '@/testing/knowledge-rows.ts'
import { renderApp } from '@/testing/render-app.tsx'

const isFunction = (url: URL) => url.pathname.startsWith('/functions/')

test('while a source is busy the function is asked how it stands; progress is heard, and then nobody asks any more', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  let file = fileRow({ status: 'extracting', pages_done: 1, run_id: null, chunks_total: null })
  const asked: unknown[] = []
  const sources = (url: URL, body: unknown) => {
    if (!isFunction(url)) return [file]
    asked.push(body)
    return { source_id: SOURCE_ID, status: file.status, error_code: null }
  }
  const { change } = await renderApp('/knowledge', { documents: [documentRow], sources })
  const row = await screen.findByRole('list', { name: 'Documents' })
  expect(within(row).getByText('Reading page 2 of 3.')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(asked).toEqual([{ action: 'status', source_id: SOURCE_ID }])

  await change('sources', { ...file, pages_done: 2, updated_at: '2026-11-21T10:02:00Z' })
  expect(await within(row).findByText('Reading page 3 of 3.')).toBeTruthy()
  expect(within(row).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('33')
  // What is older than what is known changes nothing.
  await change('sources', { ...file, pages_done: 0, updated_at: '2026-11-21T09:00:00Z' })
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
  expect(within(row).getByText('Reading page 3 of 3.')).toBeTruthy()

  file = fileRow({ updated_at: '2026-11-21T10:03:00Z' })
  await change('sources', file)
  expect(await within(row).findByText(/3 pages/)).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(25_000))
  expect(asked).toHaveLength(1)
})

test('why a source failed is a sentence; another try of the same file is not offered', async () => {
  const sources = [fileRow({ status: 'failed', error_code: 'source_encrypted' })]
  await renderApp('/knowledge', { documents: [documentRow], sources })
  expect(await screen.findByText(/locked by a password.*It is found as it was before/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull()
})

test('a provider that was away can be tried again', async () => {
  const asked: unknown[] = []
  const sources = (url: URL, body: unknown) => {
    if (!isFunction(url)) return [fileRow({ status: 'failed', error_code: 'embedding_unavailable' })]
    asked.push(body)
    return { source_id: SOURCE_ID, status: 'queued', error_code: null }
  }
  await renderApp('/knowledge', { documents: [documentRow], sources })
  await userEvent.click(await screen.findByRole('button', { name: 'Retry Handbook.pdf' }))
  expect(asked).toContainEqual({ action: 'retry', source_id: SOURCE_ID })
})

test('a search by words alone, because no embedding could be had, says so', async () => {
  const ranking = { text_rank: 1, matched_words: ['dog'], coverage: 1, vector_rank: null, distance: null }
  const passage = {
    chunk_id: 1,
    headings: [],
    text: 'Dogs pay.',
    start_offset: 5,
    end_offset: 14,
    score: 0.02,
    ranking,
  }
  const item = {
    source: { id: SOURCE_ID, name: 'Handbook.pdf' },
    page: { id: 1, number: 2, title: '' },
    text: 'Dogs pay.',
    score: 0.02,
    passages: [passage],
  }
  const bodies: unknown[] = []
  const search = (_: URL, body: unknown) => {
    bodies.push(body)
    return { items: [item], mode: 'text', fallback: 'embeddings_unavailable' }
  }
  await renderApp(`/knowledge/search?q=dogs&source=${SOURCE_ID}`, { documents: [documentRow], search })
  expect(await screen.findByText('Found by words alone')).toBeTruthy()
  expect(bodies).toEqual([{ query: 'dogs', source_ids: [SOURCE_ID] }])
  const link = screen.getByRole('link', { name: 'Handbook.pdf, page 2' })
  expect(link.getAttribute('href')).toBe(`/knowledge/${SOURCE_ID}?page=2&start=5&end=14`)
  expect(screen.getByText('It is number 1 by its words.')).toBeTruthy()
  expect(screen.getByText('It has “dog”: every word that you asked for.')).toBeTruthy()
})

test('a passage that is not there any more is told of; the page is shown all the same', async () => {
  const page = { id: 1, number: 2, title: 'Dogs', text: 'Dogs pay.' }
  const rows = { documents: [documentRow], sources: [fileRow()], pages: [page] }
  await renderApp(`/knowledge/${SOURCE_ID}?page=2&start=90&end=120`, rows)
  expect(await screen.findByText(/What was cited is not there any more/)).toBeTruthy()
  expect(screen.getByText('Dogs pay.')).toBeTruthy()
  expect(document.querySelector('mark')).toBeNull()
})

test('a document of somebody else is no document', async () => {
  await renderApp(`/knowledge/${SOURCE_ID}`, { documents: [], sources: [] })
  expect(await screen.findByRole('heading', { name: 'No such document' })).toBeTruthy()
})
