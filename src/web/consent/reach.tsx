import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Condition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { consentApi, purposesQuery } from './consent-api.ts'
import styles from './consent.module.css'

/** How many of some people a purpose may reach now, and why the others not: for whoever is about to write to them. */
export function Reach({ condition }: { condition: Condition }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const may = useMay('consent.read')
  const [purpose, setPurpose] = useState('marketing')
  const purposes = useQuery({ ...purposesQuery(workspace.id), enabled: may })
  const reach = useQuery({
    queryKey: ['segment', 'reach', workspace.id, purpose, condition],
    queryFn: () => consentApi.reach(purpose, condition),
    enabled: may,
  })
  if (!may) return null
  return (
    <Section
      title={<Say id="consent.reach" />}
      sub={<Say id="consent.reach.about" />}
      actions={
        <select
          className="plain"
          aria-label={say('consent.purpose')}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        >
          {purposes.data?.purposes
            .filter(({ retired }) => !retired)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {format.text(name)}
              </option>
            ))}
        </select>
      }
    >
      <Loaded query={reach} lines={3}>
        {(data) => (
          <>
            <p>
              <Say id="consent.reach.sum" values={{ may: data.may, people: data.people }} />
            </p>
            <ul className={styles.why}>
              {data.why.map((one) => (
                <li key={one.why}>
                  <span>
                    <span className={styles.may} data-may={one.may}>
                      <Say id={one.may ? 'consent.may' : 'consent.mayNot'} />
                    </span>{' '}
                    <Say id={`consent.why.${one.why}`} />
                  </span>
                  <strong>{format.number(one.people)}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Section>
  )
}
