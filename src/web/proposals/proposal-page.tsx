import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProposalPage } from '#contract/proposal.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead } from '../ui/page.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { proposalQuery } from './api.ts'
import { DraftEditor } from './draft-editor.tsx'
import { SendDialog } from './send-dialog.tsx'
import { Standing } from './standing.tsx'
import { StateChip } from './state-chip.tsx'

const route = getRouteApi('/inside/proposals/$id')

interface Sending {
  proposal: ProposalPage
  again: boolean
}

/** One proposal: while it is a draft, to be written; once it is out, what the buyer did with it. */
export function ProposalPageScreen() {
  const say = useSay()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data, error, isPending, refetch } = useQuery(proposalQuery(workspace.id, id))
  // stays while the draft behind it becomes a proposal that is out: its link is shown this once
  const [sending, setSending] = useState<Sending | null>(null)
  if (isPending) return <LoadingScreen />
  if (error) return <PageError what="proposal" error={error} retry={() => void refetch()} />
  const title = data.title === '' ? say('proposals.untitled') : data.title
  const where = (
    <Say
      id={data.account ? 'proposals.for.company' : 'proposals.for.deal'}
      values={{
        deal: (
          <Link to="/deals/$id" params={{ id: data.deal.id }} className="link">
            {data.deal.name}
          </Link>
        ),
        company: data.account && (
          <Link to="/companies/$id" params={{ id: data.account.id }} className="link">
            {data.account.name}
          </Link>
        ),
      }}
    />
  )
  return (
    <Page title={title}>
      <PageHead
        title={
          <>
            {title} <StateChip state={data.state} />
          </>
        }
        sentence={where}
      />
      {data.state === 'draft' && data.mayChange ? (
        <DraftEditor key={data.id} proposal={data} onSend={(proposal) => setSending({ proposal, again: false })} />
      ) : (
        <Standing proposal={data} onLink={() => setSending({ proposal: data, again: true })} />
      )}
      {sending && <SendDialog {...sending} onClose={() => setSending(null)} />}
    </Page>
  )
}
