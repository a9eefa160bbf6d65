import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProposalItem } from '#contract/proposal.ts'
import { proposalLanguages } from '#core/proposal/document.ts'
import { languageNames } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { proposalApi, templatesQuery, useProposalChange } from './api.ts'
import { Happened } from './happened.tsx'
import { PriceSpan } from './money.tsx'
import styles from './proposals.module.css'
import { StateChip } from './state-chip.tsx'

/** The proposals of a deal, newest first, and the way to a new one. Stands on the page of the deal. */
export function DealProposals({ dealId, mayChange }: { dealId: string; mayChange: boolean }) {
  const workspace = useWorkspace()
  const writes = useMay('proposal.write') && mayChange
  const query = useQuery({
    queryKey: ['proposals', workspace.id, 'deal', dealId],
    queryFn: ({ signal }) => proposalApi.list({ deal: dealId }, signal),
  })
  return (
    <Section title={<Say id="proposals.title" />} id="proposals" actions={writes && <NewProposal dealId={dealId} />}>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">
              <Say id="proposals.deal.none" />
            </p>
          ) : (
            <ul className={styles.list}>
              {items.map((item) => (
                <Line key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function Line({ item }: { item: ProposalItem }) {
  const say = useSay()
  return (
    <li>
      <div className={styles.line}>
        <Link to="/proposals/$id" params={{ id: item.id }} className="link">
          {item.title === '' ? say('proposals.untitled') : item.title}
        </Link>
        <StateChip state={item.state} />
      </div>
      <p className="quiet small">
        <PriceSpan item={item} /> · <Happened item={item} />
      </p>
    </li>
  )
}

/** Begins a proposal from one of the team's templates, or from the starter of a language. */
function NewProposal({ dealId }: { dealId: string }) {
  const say = useSay()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { run, isPending } = useProposalChange()
  const [opened, setOpened] = useState(false)
  const templates = useQuery({ ...templatesQuery(workspace.id), enabled: opened })
  const begin = (body: object) =>
    void run(() => proposalApi.create({ deal: dealId, ...body }), {
      onDone: ({ id }) => void navigate({ to: '/proposals/$id', params: { id } }),
    })
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" loading={isPending}>
          <Say id="proposals.new" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(templates.data?.items ?? []).map((one) => (
          <Menu.Item key={one.id} onClick={() => begin({ template: one.id })}>
            {one.name} <span className="quiet small">{languageNames[one.language]}</span>
          </Menu.Item>
        ))}
        {proposalLanguages.map((language) => (
          <Menu.Item key={language} onClick={() => begin({ language })}>
            {say('proposals.new.starter', { language: languageNames[language] })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
