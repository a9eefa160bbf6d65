import { expect, test } from 'vitest'
import { drawFunnel, type Drawing } from './drawing.ts'

const drawing: Drawing = {
  title: 'Lifecycle <script>alert(1)</script>',
  lines: ['Entered 1 – 30 Nov 2026 · Asia/Seoul'],
  foot: 'Sample & Co',
  steps: [
    {
      count: '1,000',
      name: 'Visitor "x"',
      notes: [],
      shape: [100, 50],
      hoped: null,
      former: null,
      fill: '#a3b9d4',
      onFill: '#1c1d21',
    },
    {
      count: '250',
      name: '리드\u0007',
      notes: ['25.0% · 22.4–27.8'],
      shape: [50, 50],
      hoped: [70, 70],
      former: [40, 40],
      fill: '#a3b9d4',
      onFill: '#1c1d21',
    },
  ],
  colours: { card: '#fff', ink: '#111', quiet: '#555', strong: '#888' },
  font: "'Inter', sans-serif",
}

test('the picture carries title, period, zone and every number, and nothing in it can run', () => {
  const { svg, width, height } = drawFunnel(drawing)
  for (const text of ['Entered 1 – 30 Nov 2026 · Asia/Seoul', '1,000', '250', '25.0% · 22.4–27.8', 'Sample &amp; Co']) {
    expect(svg).toContain(`>${text}</text>`)
  }
  expect(svg).not.toContain('<script')
  expect(svg).toContain('>리드</text>')
  expect(svg).toContain('Visitor &quot;x&quot;')
  expect(svg.match(/<polygon/g)).toHaveLength(4)
  expect([width, height > 300]).toEqual([1200, true])
})
