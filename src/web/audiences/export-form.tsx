import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Audience, AudiencePage } from '#contract/audience.ts'
import { type NetworkId, networkIds, networks } from '#core/audience/network.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { audienceApi } from './audience-api.ts'
import styles from './audiences.module.css'

/** A file for a network, now or by itself; whether the network takes a list of that size. */
export function ExportForm({ audience, schedules }: { audience: Audience; schedules: AudiencePage['schedules'] }) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [network, setNetwork] = useState<NetworkId>('linkedin_contacts')
  const refresh = () => client.invalidateQueries({ queryKey: ['audiences'] })
  const make = useMutation({
    mutationFn: () => audienceApi.make(audience.id, network),
    onSuccess: ({ included }) => {
      done(say('audiences.export.done', { included }))
      return refresh()
    },
    onError: failed,
  })
  const every = schedules.find((one) => one.network === network)?.every ?? null
  const schedule = useMutation({
    mutationFn: (next: 'day' | 'week' | null) => audienceApi.schedule(audience.id, network, next),
    onSuccess: () => {
      done(say('audiences.every.done'), () => audienceApi.schedule(audience.id, network, every).then(refresh))
      return refresh()
    },
    onError: failed,
  })
  return (
    <Section title={<Say id="audiences.export" />} sub={<Say id="audiences.export.about" />}>
      <div className={styles.form}>
        <label className="field">
          <Say id="audiences.network" />
          <select
            className="plain"
            value={network}
            onChange={(event) => setNetwork(networkIds.find((one) => one === event.currentTarget.value) ?? 'meta')}
          >
            {networkIds.map((one) => (
              <option key={one} value={one}>
                {say(`audiences.network.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Minimum network={network} members={audience.members ?? 0} />
        <label className="field">
          <Say id="audiences.every" />
          <select
            className="plain"
            value={every ?? ''}
            onChange={({ currentTarget: { value } }) =>
              schedule.mutate(value === 'day' || value === 'week' ? value : null)
            }
          >
            <option value="">{say('audiences.every.none')}</option>
            <option value="day">{say('audiences.every.day')}</option>
            <option value="week">{say('audiences.every.week')}</option>
          </select>
        </label>
        <div>
          <Button loading={make.isPending} onClick={() => make.mutate()}>
            <Say id="audiences.export.do" />
          </Button>
        </div>
      </div>
    </Section>
  )
}

function Minimum({ network, members }: { network: NetworkId; members: number }) {
  const format = useFormat()
  const { minimum, rules } = networks[network]
  const values = { minimum: format.number(minimum ?? 0), members: format.number(members) }
  return (
    <p className={minimum !== null && members < minimum ? styles.note : 'quiet small'}>
      {minimum === null ? (
        <Say id="audiences.minimum.unknown" />
      ) : (
        <Say id={members < minimum ? 'audiences.minimum.short' : 'audiences.minimum.enough'} values={values} />
      )}{' '}
      <a href={rules} className="link" target="_blank" rel="noreferrer">
        <Say id="audiences.rules" />
      </a>
    </p>
  )
}
