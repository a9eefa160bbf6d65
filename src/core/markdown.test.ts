import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeLink } from '#core/html.ts'
import { markdown, markdownText } from '#core/markdown.ts'

describe('markdown', () => {
  test.each([
    ['One.\nTwo.\n\nThree.', '<p>One.<br>Two.</p>\n<p>Three.</p>'],
    ['Now:\n- a\n- **b**', '<p>Now:</p>\n<ul><li>a</li><li><strong>b</strong></li></ul>'],
    ['1. first\n2) second', '<ol><li>first</li><li>second</li></ol>'],
    ['a *slanted **and strong*** word', '<p>a *slanted <strong>and strong</strong>* word</p>'],
    ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
    ['[물류](https://example.com/?a=1&b=2)', '<p><a href="https://example.com/?a=1&amp;b=2">물류</a></p>'],
    ['[call](tel:+82-2-123)', '<p><a href="tel:+82-2-123">call</a></p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](javascript:alert)', '<p>x</p>'],
    ['<script>alert("1")</script>', '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>'],
    ['', ''],
  ])('%j', (text, html) => {
    expect(markdown(text)).toBe(html)
  })

  test('whatever is written, only our own elements and attributes come out', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '*',
          '**',
          '[',
          ']',
          '(',
          ')',
          'javascript:',
          '\n',
          '\n\n',
          '- ',
          '1. ',
        ),
        fc.constantFrom(
          'https://a.b/',
          'onerror=',
          '<img src=x onerror=alert(1)>',
          '\u2028',
          '\u0000',
          '“',
          'data:text/html,',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 40 },
    )
    const ours = /<\/?(?:p|ul|ol|li|strong|em|br|a href="(?:https?:|mailto:|tel:|\/|#)[^"<>]*"|a)>/g
    fc.assert(
      fc.property(hostile, (parts) => {
        const html = markdown(parts.join(''))
        expect(html.replaceAll(ours, '')).not.toMatch(/[<>"]/)
      }),
    )
  })

  test('a long text of marks takes no time', { timeout: 5000 }, () => {
    for (const text of ['*'.repeat(8000), '['.repeat(8000), '**a'.repeat(3000), '[a]('.repeat(2000)])
      expect(markdown(text)).not.toBe('')
  })

  test('without its marks it is one line', () => {
    expect(markdownText('**Less** waiting:\n- [see](https://a.b) how\n\n2. then')).toBe('Less waiting: see how then')
  })
})

test.each([
  ['https://example.com', 'https://example.com/'],
  ['HTTPS://EXAMPLE.com/Ü', 'https://example.com/%C3%9C'],
  ['mailto:a@b.kr?subject=Hi', 'mailto:a@b.kr?subject=Hi'],
  ['/l/demo', '/l/demo'],
  ['#form', '#form'],
  ['//evil.example', null],
  ['/\\evil.example', null],
  ['javascript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['ftp://a.b', null],
  ['demo', null],
  ['http://', null],
  ['', null],
])('%j leads to %j', (address, href) => {
  expect(safeLink(address)).toBe(href)
})
