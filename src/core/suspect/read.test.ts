import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profileAddress, readableProfile, readProfile } from '#core/suspect/profile.ts'
import { readSuspects } from '#core/suspect/read.ts'

describe('profiles', () => {
  test.each([
    ['https://www.linkedin.com/in/Anna-Kim-123/', 'anna-kim-123'],
    ['linkedin.com/in/anna-kim?trk=abc', 'anna-kim'],
    ['https://kr.linkedin.com/in/%EA%B9%80%EB%AF%BC%EC%A7%80-1', '김민지-1'],
    ['http://m.linkedin.com/in/ivan/details/', 'ivan'],
    ['https://www.linkedin.com/pub/ivan-petrov/1/2/3', 'ivan-petrov'],
  ])('%s is %s', (address, slug) => expect(readProfile(address)).toBe(slug))

  test.each([
    'https://www.linkedin.com/company/acme',
    'https://evil.example/linkedin.com/in/anna',
    'https://linkedin.com.evil.example/in/anna',
    'https://www.linkedin.com/in/%00%00%00',
    'anna',
  ])('%s is none', (address) => expect(readProfile(address)).toBeNull())

  test('people read the letters, not their codes', () => {
    expect(readableProfile('https://www.linkedin.com/in/%ED%99%8D%EA%B8%B8%EB%8F%99')).toBe('linkedin.com/in/홍길동')
    expect(readableProfile('https://www.linkedin.com/in/%')).toBe('https://www.linkedin.com/in/%')
  })

  test('what is kept is read again as the same', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zа-я가-힣0-9-]{3,40}$/u), (text) => {
        const slug = readProfile(`https://www.linkedin.com/in/${text}`)
        return slug === null || readProfile(profileAddress(slug)) === slug
      }),
    )
  })
})

describe('lines', () => {
  test('without a header, cells are taken by what they look like', () => {
    expect(
      readSuspects('Anna Kim, Head of Logistics, Acme, ANNA@Acme.com\nhttps://linkedin.com/in/bora,Bora\nnobody'),
    ).toEqual([
      {
        line: 1,
        text: 'Anna Kim, Head of Logistics, Acme, ANNA@Acme.com',
        email: 'anna@acme.com',
        profile: null,
        facts: { name: 'Anna Kim', title: 'Head of Logistics', company: 'Acme' },
      },
      {
        line: 2,
        text: 'https://linkedin.com/in/bora, Bora',
        email: null,
        profile: 'bora',
        facts: { name: 'Bora', linkedin: 'https://www.linkedin.com/in/bora' },
      },
      { line: 3, text: 'nobody', email: null, profile: null, facts: { name: 'nobody' } },
    ])
  })

  test('mailboxes as mail programs copy them', () => {
    const named = (text: string) => readSuspects(text).map(({ line, email, facts }) => [line, email, facts.name])
    expect(named('John Smith <John@x.example>')).toEqual([[1, 'john@x.example', 'John Smith']])
    expect(named('"Smith, John" <john@x.example>')).toEqual([[1, 'john@x.example', 'John Smith']])
    expect(named('"Smith, John" <john@x.example>; "Kim, Anna" <anna@y.example>')).toHaveLength(2)
    expect(named('Smith, John <john@x.example>')).toEqual([[1, 'john@x.example', 'John Smith']])
    expect(named('<john@x.example>')).toEqual([[1, 'john@x.example', undefined]])
    expect(named('홍길동 <hong@x.example>\nИван Петров <ivan@x.example>')).toEqual([
      [1, 'hong@x.example', '홍길동'],
      [2, 'ivan@x.example', 'Иван Петров'],
    ])
    expect(named('John Smith <john@x.example>; Anna Kim <anna@y.example>; bo@z.example;')).toEqual([
      [1, 'john@x.example', 'John Smith'],
      [1, 'anna@y.example', 'Anna Kim'],
      [1, 'bo@z.example', undefined],
    ])
    expect(readSuspects('John Smith <john@x.example>, CFO, Acme')).toMatchObject([
      { email: 'john@x.example', facts: { name: 'John Smith', title: 'CFO', company: 'Acme' } },
    ])
    expect(named('John Smith <john at x.example>')[0]?.[1]).toBeNull()
  })

  test('LinkedIn’s own file, with the notes above its header', () => {
    const file =
      'Notes:\r\n"When exporting your connection data, you may notice that some addresses are missing."\r\n\r\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\r\nAnna,Kim,https://www.linkedin.com/in/anna-kim,,Acme,CFO,12 Nov 2026\r\n'
    expect(readSuspects(file)).toMatchObject([
      { email: null, profile: 'anna-kim', facts: { name: 'Anna Kim', company: 'Acme' } },
    ])
  })

  test('a header in Korean or Russian, semicolons', () => {
    expect(readSuspects('이름;이메일;직함\n김민지;minji@acme.co.kr;물류팀장')).toMatchObject([
      { email: 'minji@acme.co.kr', facts: { name: '김민지', title: '물류팀장' } },
    ])
    expect(readSuspects('Имя;Почта;Должность\nИван;ivan@acme.ru;Директор')).toMatchObject([
      { email: 'ivan@acme.ru', facts: { title: 'Директор' } },
    ])
  })

  test('no text breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => Array.isArray(readSuspects(text))),
      { numRuns: 30 },
    )
  })
})
