import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Findings } from './findings.tsx'
import { useDealHygiene } from './queries.ts'

/** What is wrong with one open deal; nothing where it is over, or still on its way. */
export function DealHygiene({ dealId }: { dealId: string }) {
  const { data } = useDealHygiene(dealId)
  if (!data?.deal) return null
  const { findings } = data.deal
  return (
    <Section title={<Say id="hygiene.deal.title" />}>
      {findings.length === 0 ? (
        <p className="quiet">
          <Say id="hygiene.deal.well" />
        </p>
      ) : (
        <Findings findings={findings} />
      )}
    </Section>
  )
}
