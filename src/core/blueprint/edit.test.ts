import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from './default.ts'
import { compareBlueprints } from './diff.ts'
import { contentClassifier } from '#core/content.ts'
import type { Condition } from '#core/rule.ts'
import { type BlueprintEdits, editBlueprint, triggerRule } from './edit.ts'

function edited(edits: BlueprintEdits, from = defaultBlueprint()) {
  const result = editBlueprint(from, edits)
  if ('error' in result) throw new Error(result.error)
  return result.blueprint
}

describe('titles and personas', () => {
  test('adds titles and words, overrules those that read alike, and takes them out', () => {
    const one = edited({
      titles: { titles: { 'Chief Wizard': { seniority: 'c_level' } }, words: { 랩장: { seniority: 'head' } } },
    })
    expect(one.titles).toEqual({
      list: 1,
      titles: [{ text: 'Chief Wizard', seniority: 'c_level' }],
      words: [{ text: '랩장', seniority: 'head' }],
    })
    const two = edited({ titles: { titles: { ' CHIEF  wizard ': { functions: ['it'] } }, words: { 랩장: null } } }, one)
    expect(two.titles).toEqual({ list: 1, titles: [{ text: 'CHIEF  wizard', functions: ['it'] }], words: [] })
  })

  test('gives a blueprint of before its map', () => {
    const old = defaultBlueprint()
    delete old.titles
    expect(edited({ titles: {} }, old).titles).toEqual({ list: 1, titles: [], words: [] })
    expect(edited({}, old).titles).toBeUndefined()
  })

  test('changes a persona, adds one before the last, and takes one out', () => {
    const when: Condition = { field: 'person.function', op: 'is', value: 'logistics' }
    const next = edited({ personas: { logistics: { name: { en: 'Logistics' }, when }, technical: null } })
    expect(next.personas.map(({ id }) => id)).toEqual([
      'decision_maker',
      'finance_procurement',
      'department_head',
      'logistics',
      'specialist',
    ])
    expect(edited({ personas: { logistics: { about: { ko: '물류' } } } }, next).personas[3]).toMatchObject({
      when,
      about: { ko: '물류' },
    })
  })
})

describe('edits of a blueprint', () => {
  test('a path that is of another kind from now on comes before every other rule, and once', () => {
    const content = [{ path: '/blog/how-to-choose', kind: 'buyers_guide' }]
    const one = edited({ content })
    expect(contentClassifier(one)('/blog/how-to-choose')).toBe('buyers_guide')
    expect(contentClassifier(one)('/blog/other')).toBe('blog_article')
    const two = edited({ content: [{ path: '/blog/how-to-choose', kind: 'ebook' }] }, one)
    expect(two.content).toHaveLength(one.content.length)
    expect(contentClassifier(two)('/blog/how-to-choose')).toBe('ebook')
  })

  test('no edit changes nothing, and the document given stays as it was', () => {
    const before = defaultBlueprint()
    expect(edited({})).toEqual(before)
    editBlueprint(before, { threshold: 1, stages: { 'lifecycle/mql': { name: { en: 'Ready' } } } })
    expect(before).toEqual(defaultBlueprint())
  })

  test('each is told as a change with what it was and is', () => {
    const before = defaultBlueprint()
    const [rule] = before.scores.engagement.rules
    const next = edited({
      threshold: 90,
      halfLife: '14d',
      stages: { 'lifecycle/mql': { goal: { ko: '미팅을 잡는다' }, agreed: { by: 'Mina Seo', on: '2026-11-20' } } },
      engagement: { [rule?.id ?? '']: { points: 7.5 } },
    })
    const changes = compareBlueprints(before, next)
    expect(changes.map(({ what, id }) => [what, id])).toEqual([
      ['stage', 'lifecycle / mql'],
      ['half-life', ''],
      ['engagement rule', rule?.id],
      ['sales threshold', ''],
    ])
    expect(changes[3]?.values).toEqual([{ part: '', from: before.scores.threshold, to: 90 }])
    expect(changes[2]?.values).toEqual([{ part: 'points', from: rule?.points, to: 7.5 }])
    const goal = next.models[0]?.stages.find(({ id }) => id === 'mql')?.goal
    expect(goal).toMatchObject({ ko: '미팅을 잡는다', en: expect.stringMatching(/./) })
  })

  test('a trigger raises the rule that reads it, or gets one of its own', () => {
    const { rules } = defaultBlueprint().scores.engagement
    const known = triggerRule(rules, 'demo_requested')
    expect(known).not.toBe(null)
    const next = edited({
      triggers: [
        { event: 'demo_requested', points: 33 },
        { event: 'Webinar Asked', points: 5 },
        { event: '데모', points: 4 },
      ],
    }).scores.engagement.rules
    expect(next).toHaveLength(rules.length + 2)
    expect(next.find(({ id }) => id === known?.id)?.points).toBe(33)
    expect(triggerRule(next, 'Webinar Asked')).toMatchObject({ id: 'trigger_webinar_asked', points: 5 })
    expect(triggerRule(next, '데모')?.id).toMatch(/^[a-z][a-z0-9_-]*$/)
  })

  test('playbooks are rewritten, added, asked from a stage, and taken out with what names them', () => {
    const questions = [{ en: 'What else?', ko: '또 무엇이 있나요?' }]
    const next = edited({
      playbooks: {
        tofu: { about: { ru: 'Иначе' }, questions },
        renewal: { name: { en: 'Renewal' }, band: 'CUSTOMER' },
      },
      stages: { 'sales_pipeline/retention': { playbook: 'renewal' }, 'sales_pipeline/contact': { playbook: null } },
    })
    expect(next.playbooks.find(({ id }) => id === 'tofu')).toMatchObject({
      band: 'TOFU',
      about: { ru: 'Иначе' },
      questions,
    })
    expect(next.playbooks.at(-1)).toEqual({
      id: 'renewal',
      name: { en: 'Renewal' },
      band: 'CUSTOMER',
      about: { en: '' },
      questions: [],
    })
    const stages = next.models.find(({ id }) => id === 'sales_pipeline')?.stages ?? []
    expect([stages[0]?.playbook, stages.at(-1)?.playbook]).toEqual([undefined, 'renewal'])

    const without = edited({ playbooks: { mofu: null } })
    const named = without.models.flatMap((model) => model.stages.map((stage) => stage.playbook))
    expect(named).not.toContain('mofu')
    expect(named).toContain('bofu')
  })

  test.each([
    [{ template: 'nonsense' }, /no template nonsense/],
    [{ stages: { 'lifecycle/nowhere': {} } }, /no stage lifecycle\/nowhere/],
    [{ engagement: { nothing: null } }, /no engagement rule nothing/],
    [{ fit: { nothing: { points: 1 } } }, /no fit rule nothing/],
  ] as [BlueprintEdits, RegExp][])('%o speaks of what is not there', (edits, sentence) => {
    const result = editBlueprint(defaultBlueprint(), edits)
    expect('error' in result && result.error).toMatch(sentence)
  })
})
