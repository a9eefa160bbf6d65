import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'

/** Who came and who left: two numbers with their signs, said in full to screen readers. */
export function Moved({ joined, left }: { joined: number; left: number }) {
  const format = useFormat()
  const say = useSay()
  return (
    <span aria-label={say('segment.moved', { joined, left })} role="img">
      +{format.number(joined)} −{format.number(left)}
    </span>
  )
}
