import { Button } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ChannelDocument } from '#contract/channel-rule.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { channelsApi } from './channels-api.ts'
import styles from './channels.module.css'

/** What rules make of the arrivals of the last 30 days; asked again with each change of them. */
export function usePlan(rules: readonly ChannelRule[], enabled: boolean) {
  const workspace = useWorkspace()
  return useQuery({
    queryKey: ['channel-plan', workspace.id, rules],
    queryFn: () => channelsApi.plan(rules),
    placeholderData: keepPreviousData,
    enabled,
  })
}

interface EffectInput {
  /** what is being changed */
  base: ChannelDocument
  rules: readonly ChannelRule[]
  plan: ReturnType<typeof usePlan>
  /** a colleague has saved meanwhile: looks at theirs */
  onTake?(): void
  onDiscard(): void
}

/** What would be another channel, before it is saved. */
export function Effect({ base, rules, plan, onTake, onDiscard }: EffectInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const again = () => client.invalidateQueries({ queryKey: ['channels', workspace.id] })
  const save = useMutation({
    mutationFn: () => channelsApi.save(rules, base.version),
    onSuccess: ({ version }) => {
      done(say('channels.saved'), () => channelsApi.save(base.rules, version).then(again))
      return again()
    },
    onError: (error) => {
      failed(error)
      void again()
    },
  })
  return (
    <Section
      title={<Say id="channels.effect" />}
      sub={<Say id="channels.effect.about" />}
      className={styles.effect}
      busy={plan.isFetching}
    >
      {plan.isPending && <LoadingLines lines={2} />}
      {plan.error && <ErrorState error={plan.error} retry={() => void plan.refetch()} />}
      {plan.data && (
        <div role="status">
          <p>
            <Say
              id="channels.effect.changed"
              values={{ changed: plan.data.changed, arrivals: plan.data.arrivals, days: plan.data.days }}
            />
          </p>
          <ul className={styles.moves} aria-label={say('channels.effect')}>
            {plan.data.moves.map(({ from, to, arrivals }) => (
              <li key={`${from} ${to}`}>
                <span>
                  {wordFor('channel', from)} <span aria-hidden="true">→</span>
                  <span className="hidden"> {say('channels.effect.to')}</span> <b>{wordFor('channel', to)}</b>
                </span>
                <span className="num">{format.number(arrivals)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {onTake && (
        <p role="alert" className={styles.behind}>
          <Say id="channels.behind" />{' '}
          <button type="button" className="link" onClick={onTake}>
            <Say id="channels.behind.take" />
          </button>
        </p>
      )}
      <div className={styles.buttons}>
        <Button disabled={onTake !== undefined} loading={save.isPending} onClick={() => save.mutate()}>
          <Say id="channels.save" />
        </Button>
        <Button variant="default" onClick={onDiscard}>
          <Say id="channels.discard" />
        </Button>
      </div>
    </Section>
  )
}
