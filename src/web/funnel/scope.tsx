import type { FunnelDocument } from '#contract/funnel.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'

/** Which days a cohort entered in, and in which zone they are cut. */
export function Scope({ funnel }: { funnel: Pick<FunnelDocument, 'from' | 'to' | 'zone'> }) {
  return <>{useScopeText()(funnel)}</>
}

/** The same as text. */
export function useScopeText(): (funnel: Pick<FunnelDocument, 'from' | 'to' | 'zone'>) => string {
  const say = useSay()
  const format = useFormat()
  return ({ from, to, zone }) => {
    const last = Date.parse(to) - 1
    return from === null
      ? say('funnel.scope.until', { to: format.date(last), zone })
      : say('funnel.scope', { dates: format.dates(from, last), zone })
  }
}
