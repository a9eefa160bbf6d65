import type { Persona } from '#core/blueprint.ts'
import { notThere, student } from '#core/blueprint/templates/icp.ts'
import { functionIs, seniorityIs, titleSays } from '#core/blueprint/templates/title.ts'
import { all, any, field, not, text } from '#core/blueprint/write.ts'

/** Heads of something, in whatever function; German ones by a word, since the title map does not read German. */
export const senior = any(seniorityIs('owner', 'board', 'c_level', 'vp', 'director', 'head'), titleSays('leiter'))

/**
 * Personas by what the title map says of job titles. The first that holds is theirs, so the order goes from who decides
 * to who uses. A team renames them and adds its own.
 */
export const personas: Persona[] = [
  {
    id: 'decision_maker',
    name: text('Decision maker', '핵심 의사결정자(키맨)', 'ЛПР'),
    about: text(
      'Owns the budget and the yes. Wants to know what changes for the business, and what it costs to leave it.',
      '예산과 최종 결정권을 가진 사람입니다. 사업에 무엇이 달라지는지, 그대로 두면 어떤 손해가 있는지 알고 싶어 합니다.',
      'Распоряжается бюджетом и говорит последнее слово. Хочет знать, что изменится для бизнеса и во что обойдётся бездействие.',
    ),
    when: any(
      seniorityIs('owner', 'board'),
      all(seniorityIs('c_level', 'director'), functionIs('general_management')),
      titleSays('geschäftsführer'),
    ),
  },
  {
    id: 'finance_procurement',
    name: text('Finance or procurement', '재무·구매 담당자', 'Финансы и закупки'),
    about: text(
      'Looks at price, terms and risk. Wants several priced options and no surprises.',
      '가격, 계약 조건, 위험을 봅니다. 가격이 다른 여러 안을 원하고 예상 밖의 비용을 꺼립니다.',
      'Смотрит на цену, условия и риски. Хочет несколько вариантов по цене и никаких сюрпризов.',
    ),
    when: functionIs('finance', 'procurement'),
  },
  {
    id: 'technical',
    name: text('Technical reviewer', '기술 검토자', 'Технический эксперт'),
    about: text(
      'Checks whether it works with what is there, and whether it is safe. Can say no.',
      '기존 시스템과 맞는지, 안전한지 검토합니다. 반대할 수 있는 사람입니다.',
      'Проверяет, совместимо ли решение с тем, что есть, и безопасно ли оно. Может сказать «нет».',
    ),
    when: functionIs('it', 'engineering'),
  },
  {
    id: 'department_head',
    name: text('Head of a department', '부서 책임자', 'Руководитель подразделения'),
    about: text(
      'Has the problem every day and answers for the result. Often the champion.',
      '매일 그 문제를 겪고 결과를 책임지는 사람입니다. 내부 지지자(챔피언)가 되는 경우가 많습니다.',
      'Сталкивается с проблемой каждый день и отвечает за результат. Часто становится внутренним сторонником.',
    ),
    when: senior,
  },
  {
    id: 'specialist',
    name: text('User or specialist', '실무자', 'Специалист'),
    about: text(
      'Any other job title: will work with it, finds it first, and tells the others.',
      '그 밖의 직책입니다. 직접 사용할 사람으로, 먼저 찾아보고 주변에 알립니다.',
      'Любая другая должность: будет работать с решением, находит его первым и рассказывает остальным.',
    ),
    when: all(field('person.title', 'exists'), not(student), not(notThere)),
  },
]
