import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { PageSettings } from '#contract/page.ts'
import { tagNetworks, tagSpecs } from '#core/page/tags.ts'
import { networkNames } from '#core/page/words.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { pageApi, usePageChange } from './api.ts'
import styles from './pages.module.css'

/** The networks' retargeting tags: by which ids, and what has to be so before one of them loads. */
export function TagsPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const query = useQuery({
    queryKey: ['page-settings', workspace.id],
    queryFn: ({ signal }) => pageApi.settings(signal),
  })
  return (
    <Page title={say('pages.tags.title')} narrow>
      <PageHead
        title={<Say id="pages.tags.title" />}
        sentence={<Say id="pages.tags.lead" />}
        actions={
          <Link to="/capture/pages" className="link">
            <Say id="pages.title" />
          </Link>
        }
      />
      <Loaded query={query}>{(settings) => <TagsForm settings={settings} />}</Loaded>
    </Page>
  )
}

function TagsForm({ settings }: { settings: PageSettings }) {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const keeps = useMay('capture.write')
  const { run, isPending } = usePageChange()
  const [tags, setTags] = useState(settings.tags)
  const wrong = (network: (typeof tagNetworks)[number]): boolean =>
    tags[network] !== '' && !tagSpecs[network].id.test(tags[network])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const before = settings.tags
    const keep = (next: PageSettings): void => void client.setQueryData(['page-settings', workspace.id], next)
    void run(() => pageApi.changeSettings({ tags }), {
      said: say('pages.tags.saved'),
      onDone: keep,
      undo: () =>
        pageApi.changeSettings({ tags: before }).then((back) => {
          keep(back)
          setTags(back.tags)
        }),
    })
  }
  return (
    <form onSubmit={submit}>
      <fieldset className={styles.bare} disabled={!keeps}>
        <Section title={<Say id="pages.tags.ids" />} sub={<Say id="pages.tags.about" />}>
          <div className={styles.form}>
            {tagNetworks.map((network) => (
              <TextInput
                key={network}
                label={networkNames[network]}
                description={say('pages.tags.example', { example: tagSpecs[network].example })}
                maxLength={60}
                value={tags[network]}
                error={wrong(network) ? say('pages.tags.wrong', { example: tagSpecs[network].example }) : null}
                onChange={(event) => setTags({ ...tags, [network]: event.currentTarget.value.trim() })}
              />
            ))}
            {keeps && (
              <div>
                <Button type="submit" loading={isPending} disabled={tagNetworks.some(wrong)}>
                  <Say id="pages.tags.save" />
                </Button>
              </div>
            )}
          </div>
        </Section>
      </fieldset>
    </form>
  )
}
