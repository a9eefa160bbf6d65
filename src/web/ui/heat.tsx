import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'

/** A total score; past the sales threshold it says so in a word before it, so that the digits of a column stay in line. */
export function Heat({ total, hot }: { total: number; hot: boolean }) {
  const format = useFormat()
  if (!hot) return <span style={{ fontWeight: 600 }}>{format.score(total)}</span>
  return (
    <span style={{ color: 'var(--heat)', fontWeight: 650 }}>
      <small style={{ fontSize: 12, fontWeight: 500 }}>
        <Say id="people.hot" />
      </small>{' '}
      {format.score(total)}
    </span>
  )
}
