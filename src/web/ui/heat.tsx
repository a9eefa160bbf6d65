import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'

/** A total score; past the sales threshold it says so in a word beside the colour. */
export function Heat({ total, hot }: { total: number; hot: boolean }) {
  const format = useFormat()
  if (!hot) return <span style={{ fontWeight: 600 }}>{format.points(total)}</span>
  return (
    <span style={{ color: 'var(--heat)', fontWeight: 650 }}>
      {format.points(total)}{' '}
      <small style={{ fontSize: 12, fontWeight: 500 }}>
        <Say id="people.hot" />
      </small>
    </span>
  )
}
