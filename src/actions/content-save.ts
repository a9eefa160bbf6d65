import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import { assetView, contentPlace, noAsset, type ContentPlace } from '#actions/content-view.ts'
import { wrong } from '#actions/deal/fields.ts'
import { actorName, writeVerb, type Verb, type VerbCall } from '#actions/verb.ts'
import { contentChangeInput, contentInput, type ContentAsset } from '#contract/content.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { readPlace } from '#core/content/address.ts'
import { journeyOf } from '#core/content/gap.ts'
import { foldText } from '#core/text.ts'
import { allAssets, findAsset, lockContent, putAssets, putVersions, type AssetWrite } from '#store/content.ts'
import { findMember } from '#store/member.ts'
import { findProduct } from '#store/product.ts'

/** Adds an asset to the library. Refuses with `conflict` a page that belongs to another. */
export const createContent: Verb<ContentAsset> = writeVerb({
  permission: 'content.write',
  input: contentInput,
  async run(call) {
    const { actor, input } = call
    const own =
      actor.kind === 'user' ? { ownerId: actor.userId, ownerName: actor.name } : { ownerId: null, ownerName: null }
    const owner = input.ownerId === undefined ? ok(own) : await ownerOf(call, input.ownerId)
    if (!owner.ok) return owner
    const { versions, product, ownerId: _ownerId, ...facts } = input
    const id = randomUUIDv7()
    const asset = { ...facts, ...owner.value, id, productId: product, createdBy: actorName(actor), archivedAt: null }
    return save(call, asset, versions)
  },
  audit: ({ id, title }) => ({ verb: 'content.create', subject: `content:${id}`, detail: { title } }),
})

/** Changes an asset: what is absent stays. Archived ones are offered and counted no more, and their links still open. */
export const changeContent: Verb<ContentAsset> = writeVerb({
  permission: 'content.write',
  input: contentChangeInput,
  async run(call) {
    const { db, workspaceId, input, now, actor } = call
    const { id, revision, versions, archived, product, ownerId, ...facts } = input
    const before = await findAsset(db, workspaceId, id, { lock: true })
    if (!before) return noAsset
    if (revision !== undefined && revision !== before.revision) {
      return refuse('conflict', 'Somebody has changed this content since you opened it: load it again.')
    }
    const owner =
      ownerId === undefined
        ? ok({ ownerId: before.ownerId, ownerName: before.ownerName })
        : await ownerOf(call, ownerId)
    if (!owner.ok) return owner
    const stated = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    const archivedAt =
      archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? new Date(now)) : null
    const asset: AssetWrite = {
      ...before,
      ...(stated as Partial<AssetWrite>),
      ...owner.value,
      archivedAt,
      productId: product === undefined ? (before.product?.id ?? null) : product,
      createdBy: actorName(actor),
    }
    const kept = before.versions.map(({ language, title, about, url, path }) => ({
      language,
      title,
      about,
      address: url ?? path ?? '',
    }))
    return save(call, asset, versions ?? kept)
  },
  audit: ({ id }, { id: _id, versions, ...detail }) => ({
    verb: 'content.change',
    subject: `content:${id}`,
    detail: { ...detail, ...(versions === undefined ? {} : { languages: versions.map(({ language }) => language) }) },
  }),
})

type Versions = z.output<typeof contentInput>['versions']

async function save(call: VerbCall<unknown>, asset: AssetWrite, versions: Versions): Promise<Result<ContentAsset>> {
  const { db, workspaceId, now } = call
  const place = await contentPlace(db, workspaceId, now)
  if (!place.ok) return place
  const strange = unknownWords(asset, place.value)
  if (strange) return strange
  if (asset.productId !== null && !(await findProduct(db, workspaceId, asset.productId))) {
    return wrong('product', 'There is no such product here.')
  }
  const languages = versions.map(({ language }) => language)
  const twice = languages.find((one, at) => languages.indexOf(one) !== at)
  if (twice !== undefined) return wrong('versions', `Give one version for each language; ${twice} stands there twice.`)
  const written: {
    asset: string
    language: string
    title: string
    about: string
    url: string | null
    path: string | null
  }[] = []
  for (const [at, { address, ...version }] of versions.entries()) {
    const read = address === '' ? { url: null, path: null } : readPlace(address)
    if (!read) {
      return wrong(`versions.${at}.address`, 'Write a whole address (https://…) or a path that begins with a slash.')
    }
    written.push({ asset: asset.id, ...version, ...read })
  }
  await lockContent(db, workspaceId)
  for (const other of await allAssets(db, workspaceId)) {
    if (other.id === asset.id) continue
    const claimed = written.findIndex(
      ({ path }) =>
        path !== null && other.versions.some((one) => one.path !== null && foldText(one.path) === foldText(path)),
    )
    if (claimed >= 0) {
      const message = `This page belongs to “${other.title}” already: a page is one asset.`
      return refuse('conflict', message, { fields: [{ path: `versions.${claimed}.address`, message }] })
    }
  }
  await putAssets(db, workspaceId, [asset], now)
  await putVersions(db, workspaceId, written, [asset.id])
  const after = await findAsset(db, workspaceId, asset.id)
  return after ? ok(assetView(after, place.value)) : noAsset
}

function unknownWords({ kind, stage, personas }: AssetWrite, { blueprint }: ContentPlace) {
  if (!blueprint.contentKinds.some(({ id }) => id === kind)) {
    return wrong('kind', `The blueprint has no content kind ${kind}.`)
  }
  if (stage !== null && !journeyOf(blueprint).stages.some(({ id }) => id === stage)) {
    return wrong('stage', `The buyer journey has no stage ${stage}.`)
  }
  const persona = personas.find((one) => !blueprint.personas.some(({ id }) => id === one))
  return persona === undefined ? null : wrong('personas', `The blueprint has no persona ${persona}.`)
}

async function ownerOf(
  { db, workspaceId }: VerbCall<unknown>,
  ownerId: string | null,
): Promise<Result<{ ownerId: string | null; ownerName: string | null }>> {
  if (ownerId === null) return ok({ ownerId, ownerName: null })
  const member = await findMember(db, workspaceId, ownerId)
  return member
    ? ok({ ownerId, ownerName: member.name })
    : wrong('ownerId', 'There is no such colleague in this workspace.')
}
