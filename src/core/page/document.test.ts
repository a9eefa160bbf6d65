import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  blockKinds,
  emptyBlock,
  faultsOf,
  pageCalls,
  pageLanguages,
  picturesOf,
  type Block,
  type PageDocument,
} from '#core/page/document.ts'
import { isSlug, slugOf } from '#core/page/slug.ts'
import { strangeTags, tagNetworks, tagsInUse, tagSources, tagSpecs } from '#core/page/tags.ts'
import { pageTemplate } from '#core/page/templates.ts'
import { filled } from '#test/page/fill.ts'

const document = (blocks: Block[], more: Partial<PageDocument> = {}): PageDocument => ({
  ...filled(pageTemplate('demo', 'en', '', 'Us')),
  variants: [{ key: 'a', name: '', blocks }],
  ...more,
})
const hero: Block = { ...(emptyBlock('hero', 'h') as Block & { kind: 'hero' }), title: 'A headline', href: '/demo' }
const kindsOf = (blocks: Block[], forms: string[] = []) =>
  faultsOf(document(blocks), new Set(forms)).map(({ fault, must }) => (must ? fault : `(${fault})`))

describe('what keeps a page off the web', () => {
  test.each(pageCalls.flatMap((call) => pageLanguages.map((language) => [call, language] as const)))(
    'the template for %s in %s: only its gaps and its form',
    (call, language) => {
      const open = pageTemplate(call, language, '', 'Us')
      expect(new Set(faultsOf(open, new Set()).map(({ fault }) => fault))).toEqual(new Set(['gap', 'no_form']))
      expect(faultsOf(filled(open, { form: 'demo' }), new Set(['demo']))).toEqual([])
    },
  )

  test.each<[string, Block[], string[]]>([
    ['nothing at all', [], ['no_blocks']],
    ['no headline', [{ id: 't', kind: 'text', title: 'A', body: 'b' }], ['no_headline', '(no_action)']],
    ['a gap', [{ ...hero, title: 'For [your field]' } as Block], ['gap']],
    ['brackets of a link are no gap', [hero, { id: 't', kind: 'text', title: '', body: '[see](https://a.b)' }], []],
    ['a form that is not there', [hero, { ...emptyBlock('form', 'f'), form: 'gone' } as Block], ['form_missing']],
    ['a button to a form that is not there', [{ ...hero, href: '#form', label: 'Go' } as Block], ['form_nowhere']],
    ['a script for a link', [{ ...hero, label: 'Go', href: 'javascript:alert(1)' } as Block], ['bad_link']],
    ['a picture without words', [{ ...hero, picture: { id: 'x', alt: ' ' } } as Block], ['no_alt']],
    ['a video without an address', [hero, emptyBlock('video', 'v')], ['video_link', '(empty_block)']],
    ['an empty list', [hero, { id: 'n', kind: 'numbers', title: '', items: [] }], ['(empty_block)']],
  ])('%s', (_, blocks, faults) => {
    expect(kindsOf(blocks)).toEqual(faults)
  })

  test('pictures are found wherever they stand', () => {
    const picture = (id: string) => ({ id, alt: 'x' })
    const page = document(
      [
        { ...hero, picture: picture('1') } as Block,
        { id: 'l', kind: 'logos', title: '', items: [picture('2'), picture('1')] },
      ],
      { brand: { name: '', picture: picture('3'), href: '' } },
    )
    expect(picturesOf(page).toSorted()).toEqual(['1', '2', '3'])
  })

  test('every kind begins with something that can be stored', () => {
    for (const kind of blockKinds) expect(emptyBlock(kind, 'x')).toMatchObject({ id: 'x', kind })
  })
})

describe('an address', () => {
  test.each([
    ['Request a demo!', 'request-a-demo'],
    ['데모 신청', '데모-신청'],
    ['Заказ демонстрации — 2026', 'заказ-демонстрации-2026'],
    ['  --  ', ''],
    ['../../etc/passwd', 'etc-passwd'],
    ['x', ''],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test('whatever the name, it is one that needs no more', () => {
    const letters = [...'aZ09-_ /.\\%가힣ЖёßİΣ́ﬁ①Ⅻ😀\u0000\u202e٣ǅ']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 120 }), (some) => {
        const name = some.join('')
        const slug = slugOf(name)
        expect(slug === '' || (isSlug(slug) && slugOf(slug) === slug)).toBe(true)
      }),
    )
  })
})

describe('tags', () => {
  test('only ids that are one of their network’s are used', () => {
    const ids = { linkedin: '1234567', meta: `1234567');alert(1);('`, google: '<script>', x: '' }
    expect([tagsInUse(ids), strangeTags(ids)]).toEqual([['linkedin'], ['meta', 'google']])
    for (const network of tagNetworks) expect(tagSpecs[network].id.test(tagSpecs[network].example)).toBe(true)
  })

  test('a page opens to the hosts of its own networks and no others', () => {
    const { script, connect, img } = tagSources(['meta'])
    expect([...script, ...connect, ...img].every((host) => /facebook\.(com|net)$/.test(host))).toBe(true)
    for (const network of tagNetworks) {
      const { origin } = new URL(tagSpecs[network].script.replace('{id}', 'x'))
      expect(tagSpecs[network].scriptSrc).toContain(origin)
    }
  })
})
