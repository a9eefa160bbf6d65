import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SentInvitation } from '#contract/team.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { Invitations } from './invitations.tsx'
import { InviteForm } from './invite-form.tsx'
import { Members } from './members.tsx'
import { SignInPolicy } from './sign-in-policy.tsx'
import { SentLink } from './sent-link.tsx'
import { teamQuery } from './team-query.ts'

/** Who works here, in which role; admins invite, change and remove. */
export function TeamPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const mayChange = useMay('member.change')
  const query = useQuery(teamQuery(workspace.id))
  const [sent, setSent] = useState<SentInvitation | null>(null)
  return (
    <Page title={say('team.title')}>
      <PageHead
        title={<Say id="team.title" />}
        sentence={
          query.data && (
            <Say
              id={mayChange ? 'team.lead.admin' : 'team.lead'}
              values={{ count: query.data.members.length, workspace: workspace.name }}
            />
          )
        }
        actions={
          <Link to="/settings/roles" className="link">
            <Say id="team.toRoles" />
          </Link>
        }
      />
      <Loaded query={query} lines={8}>
        {({ members, invitations }) => (
          <>
            {mayChange && (
              <Section title={<Say id="team.invite" />} sub={<Say id="team.invite.about" />}>
                <InviteForm onSent={setSent} />
                {sent && <SentLink sent={sent} onClose={() => setSent(null)} />}
              </Section>
            )}
            {invitations.length > 0 && <Invitations invitations={invitations} onSent={setSent} />}
            <Section title={<Say id="team.members" />}>
              <Members members={members} />
            </Section>
            {mayChange && <SignInPolicy members={members} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
