import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RetentionDocument } from '#contract/retention.ts'
import type { RetentionRule } from '#core/retention/rule.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { Loaded } from '../../ui/state.tsx'
import columns from '../consent.module.css'
import { ConsentFrame } from '../tabs.tsx'
import { RemovalLog } from './removal-log.tsx'
import { retentionQuery } from './retention-api.ts'
import { RuleCard } from './rule-card.tsx'

/** How long each kind of data is kept, what a limit would remove, and what was removed. */
export function RetentionPage() {
  const workspace = useWorkspace()
  const document = useQuery({ ...retentionQuery(workspace.id), enabled: useMay('consent.read') })
  const [editing, setEditing] = useState<RetentionRule | null>(null)
  const rules = document.data?.rules ?? []
  const limited = rules.filter(({ days }) => days !== null).length
  return (
    <ConsentFrame
      tab="retention"
      sentence={document.data && <Say id="retention.sentence" values={{ limited, all: rules.length }} />}
    >
      <Loaded query={document} lines={12}>
        {(data) => (
          <div className={columns.columns}>
            <div className="stack">
              {data.rules.map((rule) => (
                <RuleCard
                  key={rule.rule}
                  period={rule}
                  mayChange={data.mayChange}
                  edit={editing === rule.rule}
                  open={() => setEditing(rule.rule)}
                  close={() => setEditing(null)}
                />
              ))}
            </div>
            <div className="stack">
              <p className="small quiet">
                <Say id={data.mayChange ? 'retention.grace' : 'retention.askAdmin'} />
              </p>
              <RemovalLog />
              <Fixed fixed={data.fixed} />
            </div>
          </div>
        )}
      </Loaded>
    </ConsentFrame>
  )
}

function Fixed({ fixed }: { fixed: RetentionDocument['fixed'] }) {
  return (
    <Section title={<Say id="retention.fixed" />}>
      <ul className={columns.standing}>
        {fixed.map(({ what, days }) => (
          <li key={what}>
            <Say id={`retention.fixed.${what}`} values={{ days }} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
