import type { Icp } from '#core/blueprint.ts'
import { seniorityIs, titleSays } from '#core/blueprint/templates/title.ts'
import { all, any, field, not, text } from '#core/blueprint/write.ts'

export const competitor = field('account.relationship', 'is', 'competitor')

/** Students and interns, by the title map. */
export const student = seniorityIs('student', 'intern')

/** Came for a job, not for the product. */
export const notThere = titleSays(
  'job seeker',
  'unemployed',
  '구직',
  '취업 준비',
  'безработн',
  'соискатель',
  'в поиске работы',
)

/**
 * An ideal customer that works from the first day, with the little that is known then: somebody at a company we can
 * name. It is meant to be narrowed (industry, size, country) as soon as the team knows who buys.
 */
export const icp: Icp = {
  name: text('Works for a company we can name', '소속 회사가 확인된 사람', 'Сотрудник известной нам компании'),
  about: text(
    'A first ideal customer profile for a team with little data: a work address, or a company we know, and neither a competitor nor a student. Narrow it by industry, size and country: fewer get in, and they fit better.',
    '데이터가 적은 팀을 위한 기본 ICP입니다. 회사 이메일이거나 소속 회사를 알고 있고, 경쟁사나 학생이 아닌 사람입니다. 업종·규모·국가로 좁히면 수는 줄지만 더 잘 맞는 사람만 남습니다.',
    'Начальный профиль идеального клиента, когда данных мало: рабочая почта или известная компания, не конкурент и не студент. Сузьте его по отрасли, размеру и стране: людей станет меньше, но подходить они будут лучше.',
  ),
  when: all(
    any(
      field('person.mailKind', 'is', 'work'),
      field('account.domain', 'exists'),
      field('account.name', 'exists'),
      field('person.company', 'exists'),
    ),
    field('person.mailKind', 'is_not', 'disposable'),
    field('account.relationship', 'is_not', 'competitor'),
    not(student),
    not(notThere),
  ),
}
