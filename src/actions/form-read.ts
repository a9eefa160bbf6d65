import { allPurposesOf } from '#actions/consent/purposes.ts'
import { isChanged } from '#actions/form-list.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { formRef, type FormPage } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import { lintForm } from '#core/form/lint.ts'
import { actorNames } from '#store/actor-name.ts'
import { liveAssets } from '#store/content.ts'
import { findWatch } from '#store/form-news.ts'
import { findForm, listVersions } from '#store/form.ts'
import { fieldsOf } from '#store/person-field.ts'

export const noForm = refuse('not_found', 'There is no such form here.')

/** One form with what is worked on, what is wrong with it, and what its fields may speak of. */
export const readForm: Verb<FormPage> = readVerb({
  permission: 'capture.read',
  input: formRef,
  async run({ db, workspaceId, input }) {
    const form = await findForm(db, workspaceId, input.id)
    if (!form) return noForm
    const { id, name, slug, revision, published, draft, retiredAt } = form
    const versions = await listVersions(db, workspaceId, id)
    const names = await actorNames(
      db,
      versions.map(({ by }) => by),
    )
    const shown = versions.find(({ version }) => version === published)?.document ?? null
    const purposes = await allPurposesOf(db, workspaceId)
    const assets = await liveAssets(db, workspaceId)
    return ok({
      id,
      name,
      slug,
      revision,
      published,
      changed: isChanged(draft, shown),
      retired: retiredAt !== null,
      document: draft,
      problems: lintForm(draft),
      versions: versions.map(({ version, at, by }) => ({ version, at: at.toISOString(), by: names.get(by) ?? null })),
      ownFields: (await fieldsOf(db, workspaceId)).map(({ key, label }) => ({ key, label })),
      purposes: purposes
        .filter(({ retiredAt: gone }) => gone === null)
        .map(({ id: purpose, name: called, wording, doubleOptIn }) => ({
          id: purpose,
          name: { ...called },
          text: { ...wording.text },
          doubleOptIn,
        })),
      told: await findWatch(db, workspaceId, id),
      assets: assets.map(({ id: asset, title }) => ({ id: asset, name: title })),
    })
  },
})
