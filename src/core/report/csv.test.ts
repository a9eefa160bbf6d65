import { expect, it } from 'vitest'
import { csvText } from './csv.ts'

it('guards what a spreadsheet would compute, and leaves numbers alone', () => {
  const text = csvText([
    ['=1+1', '+7 495', '-x', '@sum', ' =a', '\t=a'],
    [-1.5, 3, true, null, 'plain', '서울'],
  ])
  expect(text).toBe(`\uFEFF'=1+1,'+7 495,'-x,'@sum,' =a,'\t=a\r\n-1.5,3,true,,plain,서울\r\n`)
})

it('quotes what holds a comma, a quote or a line end', () => {
  expect(csvText([['a,b', 'say "so"', 'two\nlines', '=HYPERLINK("x","y")']])).toBe(
    '\uFEFF"a,b","say ""so""","two\nlines","\'=HYPERLINK(""x"",""y"")"\r\n',
  )
})
