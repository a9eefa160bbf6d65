import { cornersOf } from './shape.ts'

/** What is drawn of a funnel: all texts as they are read, all colours as they are seen. */
export interface Drawing {
  title: string
  /** period and zone, model, window, filters: a line each */
  lines: readonly string[]
  foot: string
  steps: readonly {
    count: string
    name: string
    /** the rate, its interval, the time: a line each */
    notes: readonly string[]
    shape: readonly [number, number]
    /** with those who may still come */
    hoped: readonly [number, number] | null
    former: readonly [number, number] | null
    fill: string
    onFill: string
  }[]
  colours: { card: string; ink: string; quiet: string; strong: string }
  font: string
}

const width = 1200
const margin = 56
const bars = 560
const stepHeight = 84
const gap = 6

/** The funnel as one SVG picture, to be kept or sent. Every text in it is escaped. */
export function drawFunnel({ title, lines, foot, steps, colours, font }: Drawing): {
  svg: string
  width: number
  height: number
} {
  const top = margin + 44 + lines.length * 24 + 20
  const height = top + steps.length * (stepHeight + gap) + 24 + margin
  const text = (x: number, y: number, words: string, size: number, colour: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" ${more}>${escaped(words)}</text>`
  const parts = [
    `<rect width="${width}" height="${height}" fill="${colours.card}"/>`,
    text(margin, margin + 26, title, 30, colours.ink, 'font-weight="650"'),
    ...lines.map((line, index) => text(margin, margin + 60 + index * 24, line, 17, colours.quiet)),
    ...steps.flatMap((step, index) => {
      const y = top + index * (stepHeight + gap)
      const polygon = (shape: readonly [number, number], more: string) =>
        `<polygon points="${cornersOf(shape, bars, stepHeight)}" ${more}/>`
      return [
        `<g transform="translate(${margin} ${y})">`,
        step.hoped ? polygon(step.hoped, `fill="none" stroke="${colours.strong}" stroke-dasharray="4 4"`) : '',
        polygon(step.shape, `fill="${step.fill}"`),
        step.former ? polygon(step.former, `fill="none" stroke="${colours.ink}" stroke-width="1.5" opacity="0.7"`) : '',
        text(bars / 2, stepHeight / 2 + 8, step.count, 23, step.onFill, 'font-weight="650" text-anchor="middle"'),
        text(bars + 36, 26, step.name, 19, colours.ink, 'font-weight="600"'),
        ...step.notes.map((note, line) => text(bars + 36, 50 + line * 22, note, 16, colours.quiet)),
        '</g>',
      ]
    }),
    text(margin, height - margin + 16, foot, 15, colours.quiet),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}">${parts.join('')}</svg>`
  return { svg, width, height }
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  // characters that XML cannot hold would make the whole picture unreadable
  return text.replaceAll(/[^\P{C}\n]/gu, '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
