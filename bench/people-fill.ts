import type { Pool, PoolClient } from 'pg'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { durationMs } from '#core/rule.ts'

// the commonest names of three countries, the first of each list the most frequent
const korean = {
  family: '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍 유 고 문 양 손 배 백 허 남 심'.split(' '),
  given:
    '민수 지훈 서연 민준 서준 지민 예준 도윤 시우 하준 주원 지호 지후 준우 도현 건우 우진 현우 선우 서진 유진 수빈 지은 은지 민지 수진 지영 미경 은영 영희 영수 철수 성호 정훈 재현 동현 상훈 준호 성민 영호 정희 순자 영자 경숙 미숙 정숙 혜진 지혜 은주 보람 다은 하은 서윤 지우 하윤 채원 수아 지아 다인 예은 윤서 소윤 예린 지원 가은 서현 민서 하린 나은 유나 태윤 시윤 은우 이준 로운 정우 승현 시현 민재 재윤 한결 윤호 승우 지환 승민 유찬 진우 민호 규민 태민 성준 재원 현준 종현 병철 광수 영철 상철 기영 은경 현정 미영'.split(
      ' ',
    ),
}
const russian = {
  family:
    'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв'.split(
      ' ',
    ),
  given:
    'Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Артём Николай Владимир Илья Павел Роман Виктор Игорь Олег Юрий Антон Денис Кирилл Константин Никита Вадим Георгий Тимофей Фёдор Матвей Степан'.split(
      ' ',
    ),
}
const english = {
  family:
    'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Anderson Taylor Thomas Moore Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker'.split(
      ' ',
    ),
  given:
    'James Mary John Patricia Robert Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Anna Karen Charles Lisa Christopher Nancy Daniel Betty Matthew Margaret Anthony Sandra Mark Ashley Paul Emily Steven Kimberly Andrew Donna Kenneth Michelle'.split(
      ' ',
    ),
}

const stages: [string | null, number][] = [
  ['prospect', 0.52],
  ['subscriber', 0.2],
  ['lead', 0.13],
  ['mql', 0.05],
  ['sql', 0.02],
  ['opportunity', 0.01],
  ['customer', 0.04],
  [null, 0.03],
]
const channels: [string | null, number][] = [
  ['search', 0.28],
  ['direct', 0.19],
  ['paid_search', 0.14],
  ['social', 0.11],
  ['referral', 0.07],
  ['email', 0.06],
  ['paid_social', 0.05],
  ['event', 0.03],
  ['outbound', 0.03],
  ['partner', 0.012],
  ['ai', 0.005],
  ['display', 0.002],
  [null, 0.021],
]

/** Tables whose triggers keep those that lists read (0023_person_list.sql). */
const triggered = ['person', 'person_fold']

/**
 * Makes people as a workspace of that size would hold them, by SQL: Korean (4 of 10), Russian and English names, 20,000
 * companies, stages, channels, some fifty values of fit, engagement of the last half year. `now` in epoch ms. The same
 * every time but for their ids.
 */
export async function fillPeople(pool: Pool, workspaceId: string, people: number, now: number): Promise<void> {
  const companies = Math.max(1, Math.round(people / 50))
  const halfLife = durationMs(defaultBlueprint().scores.engagement.halfLife)
  await pool.query(
    `insert into account (workspace_id, id, name, domain)
     select $1, gen_random_uuid(), 'Company ' || i, 'company' || i || '.test' from generate_series(1, $2::int) i`,
    [workspaceId, companies],
  )
  const client = await pool.connect()
  try {
    await client.query('begin')
    const indexes = await withoutIndexes(client)
    for (const table of triggered) await client.query(`alter table ${table} disable trigger user`)
    await client.query('select setseed(0.42)')
    // a power of a random number makes the first names of a list frequent and the last rare
    await client.query(
      `create temp table made on commit drop as
       with company as (select id, row_number() over (order by name) as number from account where workspace_id = $1),
       drawn as (
         select i, random() as who, random() as r1, random() as r2, random() as r3, random() as r4, random() as r5,
           random() as r6, random() as r7, random() as r8 from generate_series(1, $2::int) i),
       named as (
         select i, gen_random_uuid() as id, r3, r4, r5, r6, r7, r8,
           case when who < 0.4 then $3::text[] when who < 0.7 then $5::text[] else $7::text[] end as families,
           case when who < 0.4 then $4::text[] when who < 0.7 then $6::text[] else $8::text[] end as givens,
           who < 0.4 as korean, r1, r2 from drawn)
       select i, named.id, korean, families[1 + floor(power(r1, 2) * cardinality(families))::int] as family,
         givens[1 + floor(power(r2, 1.3) * cardinality(givens))::int] as given, r4, r5, r6, r7, r8,
         c.id as account_id, floor(r3 / 0.7 * $9::int)::int as company
       from named left join company c on c.number = 1 + floor(r3 / 0.7 * $9::int)::int`,
      [
        workspaceId,
        people,
        korean.family,
        korean.given,
        russian.family,
        russian.given,
        english.family,
        english.given,
        companies,
      ],
    )
    // the words of core/search-words.ts: a three-syllable Korean name is also found by its last two
    await client.query(
      `insert into person (workspace_id, id, name, email, account_id, facts, first_channel, persona, icp, sort_name, words)
       select $1, id, case when korean then family || given else given || ' ' || family end,
         'user' || i || '@company' || company || '.test', account_id,
         jsonb_build_object('title', (array['Head of Logistics', '물류팀장', 'Директор по логистике', 'Buyer', 'CTO'])[1 + i % 5],
           'email', 'user' || i || '@company' || company || '.test', 'country', (array['KR', 'RU', 'DE', 'US'])[1 + i % 4],
           'company', 'Company ' || company),
         ${drawn(channels, 'r4')}, 'decider', r5 < 0.5,
         lower(case when korean then family || given else given || ' ' || family end),
         array(select distinct w from unnest(array[
           case when korean then family || given else lower(given) end, case when korean then given else lower(family) end,
           'user' || i, 'company' || company, 'test', 'company', company::text]) w where w is not null)
       from made`,
      [workspaceId],
    )
    await client.query(
      `insert into person_fold (workspace_id, person_id, state, version, first_at, last_at, fit, engagement, stage, stages,
         channel, next_due_at)
       select $1, id, repeat('{"counters":[[3,1760000000000,[]]],"once":{"visited":["a1b2c3"]}}', 12), 1,
         to_timestamp($2::float8 / 1000) - r6 * interval '180 days', to_timestamp($2::float8 / 1000) - power(r6, 1.5) * interval '180 days',
         case when stage in ('prospect') then 5 * floor(r5 * 5) - 5 else 5 * floor(r5 * 18) + 2 * (i % 3) - 10 end,
         case when r7 < 0.12 then null
           else ln(0.5 + 119 * power(r7, 3)) / ln(2::float8) + ($2::float8 - power(r6, 1.5) * 180 * 86400000) / $3::float8 end,
         stage, jsonb_build_object('lifecycle', jsonb_build_object('stage', stage, 'furthest', stage,
           'outcome', case when stage is null then 'recycled' end, 'pass', 1, 'since', 1760000000000)),
         channel, case when r8 < 0.5 then to_timestamp($2::float8 / 1000) + r8 * interval '60 days' end
       from (select *, ${drawn(stages, 'r8')} as stage, ${drawn(channels, 'r4')} as channel from made) m`,
      [workspaceId, now, halfLife],
    )
    // what triggers would do one by one
    await client.query(
      `insert into person_word select p.workspace_id, w, p.id from person p, unnest(p.words) w where p.workspace_id = $1`,
      [workspaceId],
    )
    await client.query(
      `insert into person_list
       select f.workspace_id, f.person_id, f.heat, f.fit, f.stage, f.channel, f.last_span, p.signature
       from person_fold f join person p on p.id = f.person_id where f.workspace_id = $1`,
      [workspaceId],
    )
    for (const table of triggered) await client.query(`alter table ${table} enable trigger user`)
    for (const index of indexes) await client.query(index)
    await client.query('commit')
  } finally {
    client.release()
  }
  await pool.query('vacuum (analyze) person, person_fold, person_list, person_word, account')
}

/** Takes away the indexes that are quicker built afterwards; gives what builds them again. */
async function withoutIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid in ('person'::regclass, 'person_fold'::regclass, 'person_list'::regclass) and not i.indisprimary`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

/** A value by its share, from a random number between 0 and 1. */
function drawn(shares: readonly [string | null, number][], random: string): string {
  let sum = 0
  const cases = shares.map(([value, share]) => {
    sum += share
    return `when ${random} < ${sum} then ${value === null ? 'null' : `'${value}'`}`
  })
  return `(case ${cases.join(' ')} end)`
}
