import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { answerLength, isYesNo, yesNoIn } from '#core/deal/question.ts'

describe('questions of yes and no', () => {
  test.each([
    ['en', 'Do you have a budget?'],
    ['en', 'Is anything else needed to approve?'],
    ['en', 'So, could you start in May?'.replace('So, ', '')],
    ['en', 'Your data lives in the cloud, right?'],
    ['en', 'Any plans for next year?'],
    ['en', 'We heard that you grow. Are you hiring?'],
    ['ko', '예산이 있으신가요?'],
    ['ko', '올해 안에 시작하실 계획인가요?'],
    ['ko', '누가 결정하는지 아시나요?'],
    ['ko', '지금 도구에 만족하십니까?'],
    ['ru', 'У вас есть бюджет?'],
    ['ru', 'Устраивает ли вас нынешнее решение?'],
    ['ru', 'Вы считаете, что проблема серьёзная?'],
    ['ru', 'Нужно ли что-то ещё для согласования?'],
    ['ru', 'Вы решаете сами, верно?'],
  ] as const)('%s: %s', (language, question) => {
    expect(isYesNo(question, language)).toBe(true)
  })

  test.each([
    ['en', 'How do you deal with it today?'],
    ['en', 'With a magic wand, which KPI would you move?'],
    ['en', 'Could you walk me through the last time it happened?'],
    ['en', 'Is it late? What happens then?'],
    ['en', ''],
    ['ko', '그 문제는 사업에서 어떻게 나타나나요?'],
    ['ko', '마지막으로 그런 일이 있었을 때를 말씀해 주시겠어요?'],
    ['ko', '누가 결정하나요?'],
    ['ru', 'Как вы справляетесь с ней сейчас?'],
    ['ru', 'Расскажите, как это было в последний раз?'],
    ['ru', 'Что изменится, если её решить?'],
    ['ru', 'Будь у вас волшебная палочка, какой показатель вы бы изменили?'],
  ] as const)('%s, open: %s', (language, question) => {
    expect(isYesNo(question, language)).toBe(false)
  })

  test('none stands in the playbooks that come with the product', () => {
    const questions = defaultBlueprint().playbooks.flatMap((playbook) => playbook.questions)
    expect(questions.filter((question) => yesNoIn(question).length > 0)).toEqual([])
    expect(questions.length).toBeGreaterThan(10)
  })

  test('an answer is as long as its letters and digits, in any script', () => {
    expect(answerLength('Да, 12 человек!')).toBe(11)
    expect(answerLength('네, 맞아요.')).toBe(4)
    expect(answerLength(' — ')).toBe(0)
  })
})
