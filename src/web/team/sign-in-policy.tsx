import { Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TeamMember } from '#contract/team.ts'
import { sessionQuery, useSession, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Refusal } from '../entry/refusal.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { teamApi } from './team-api.ts'

/** Whether everybody here signs in with a second factor; for admins. */
export function SignInPolicy({ members }: { members: readonly TeamMember[] }) {
  const say = useSay()
  const { user } = useSession()
  const { demo, secondFactorRequired } = useWorkspace()
  const client = useQueryClient()
  const { done } = useUndo()
  const change = useMutation({
    mutationFn: (required: boolean) => teamApi.changeSignInPolicy({ secondFactorRequired: required }),
    onSuccess: async ({ secondFactorRequired: required }) => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      done(say(required ? 'team.policy.done.on' : 'team.policy.done.off'))
    },
  })
  const without = members.filter(({ authenticator }) => authenticator === false).length
  const ownFirst = !secondFactorRequired && user?.secondFactor === false
  return (
    <Section title={<Say id="team.policy" />} sub={<Say id="team.policy.about" />}>
      <Switch
        label={say('team.policy.required')}
        checked={secondFactorRequired}
        disabled={demo || ownFirst || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <p className="quiet small" style={{ marginTop: 8 }}>
        {demo ? (
          <Say id="team.policy.demo" />
        ) : ownFirst ? (
          <>
            <Say id="team.policy.ownFirst" />{' '}
            <Link to="/account" className="link">
              <Say id="team.policy.toAccount" />
            </Link>
          </>
        ) : (
          <Say id="team.policy.without" values={{ count: without }} />
        )}
      </p>
      {change.error && <Refusal error={change.error} words={{ conflict: 'team.policy.ownFirst' }} />}
    </Section>
  )
}
