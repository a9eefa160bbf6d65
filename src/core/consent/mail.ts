import type { MailLanguage, MailText } from '#core/entry-mail.ts'

/** Mails about consent, in the languages of the product. Plain text: nothing in it is anybody's markup. */
interface ConfirmFacts {
  /** who sends: the company's name */
  sender: string
  /** the words that were shown, one for each purpose */
  texts: readonly string[]
  link: string
  /** for how many days the link is good */
  days: number
}

/** To whoever owns the address: did you ask for this? */
export function confirmMail(language: MailLanguage, facts: ConfirmFacts): MailText {
  const sender = oneLine(facts.sender)
  const { link, days } = facts
  const said = facts.texts.map((text) => `“${oneLine(text)}”`).join('\n')
  switch (language) {
    case 'en':
      return {
        subject: `Please confirm: ${sender}`,
        text: lines(
          `Somebody, most likely you, gave this address to ${sender} and agreed to this:`,
          said,
          `Open this page and press the button to confirm it:\n${link}`,
          `The link is good for ${days} days. If it was not you, do nothing: without the confirmation nothing is sent to you.`,
        ),
      }
    case 'ko':
      return {
        subject: `[${sender}] 수신 동의를 확인해 주세요`,
        text: lines(
          `누군가(아마도 본인)가 ${sender}에 이 이메일 주소를 남기고 아래 내용에 동의했습니다.`,
          said.replaceAll('“', '‘').replaceAll('”', '’'),
          `아래 페이지를 열고 버튼을 눌러 확인해 주세요.\n${link}`,
          `링크는 ${days}일 동안 유효합니다. 본인이 신청하지 않았다면 아무것도 하지 않으셔도 됩니다. 확인하지 않으면 메일을 보내지 않습니다.`,
        ),
      }
    case 'ru':
      return {
        subject: `Подтвердите согласие: ${sender}`,
        text: lines(
          `Кто-то (скорее всего, вы) оставил этот адрес компании ${sender} и согласился со следующим:`,
          said.replaceAll('“', '«').replaceAll('”', '»'),
          `Откройте страницу и нажмите кнопку, чтобы подтвердить:\n${link}`,
          `Срок действия ссылки в днях: ${days}. Если это были не вы, ничего не делайте: без подтверждения писем не будет.`,
        ),
      }
  }
}

interface ReceiptFacts {
  sender: string
  /** where to reach the sender; null where nobody said */
  contact: string | null
  texts: readonly string[]
  /** the day of the workspace, written out */
  day: string
  /** where choices are changed */
  preferences: string
}

/** What was agreed to, when, and how to take it back: for one's own records. */
export function receiptMail(language: MailLanguage, facts: ReceiptFacts): MailText {
  const sender = oneLine(facts.sender)
  const contact = facts.contact === null ? '' : `\n${oneLine(facts.contact)}`
  const { day, preferences } = facts
  const said = facts.texts.map((text) => `“${oneLine(text)}”`).join('\n')
  switch (language) {
    case 'en':
      return {
        subject: `What you agreed to: ${sender}`,
        text: lines(
          `On ${day} you agreed to this with ${sender}:`,
          said,
          `You can take it back at any time, with one click and without signing in:\n${preferences}`,
          `${sender}${contact}`,
        ),
      }
    case 'ko':
      return {
        subject: `[${sender}] 수신 동의 처리 결과 안내`,
        text: lines(
          `${day}에 ${sender}의 아래 내용에 동의하셨습니다.`,
          said.replaceAll('“', '‘').replaceAll('”', '’'),
          `동의는 언제든지 로그인 없이 무료로 철회할 수 있습니다.\n${preferences}`,
          `전송자: ${sender}${contact}`,
        ),
      }
    case 'ru':
      return {
        subject: `На что вы согласились: ${sender}`,
        text: lines(
          `${day} вы дали компании ${sender} согласие:`,
          said.replaceAll('“', '«').replaceAll('”', '»'),
          `Отозвать его можно в любой момент, бесплатно и без входа в систему:\n${preferences}`,
          `${sender}${contact}`,
        ),
      }
  }
}

/** The reminder that Korean law asks for every two years: what was agreed to, when, and how to keep it or end it. */
export function reminderMail(language: MailLanguage, facts: ReceiptFacts): MailText {
  const sender = oneLine(facts.sender)
  const contact = facts.contact === null ? '' : `\n${oneLine(facts.contact)}`
  const { day, preferences } = facts
  const said = facts.texts.map((text) => `“${oneLine(text)}”`).join('\n')
  switch (language) {
    case 'en':
      return {
        subject: `You still agree to this: ${sender}`,
        text: lines(
          `On ${day} you agreed to this with ${sender}, and it still holds:`,
          said,
          `You need not do anything to keep it. To change or end it, open this page:\n${preferences}`,
          `${sender}${contact}`,
        ),
      }
    case 'ko':
      return {
        subject: `[${sender}] 수신 동의 사실 확인 안내`,
        text: lines(
          `${day}에 ${sender}의 아래 내용에 동의하셨으며, 동의가 유지되고 있음을 안내드립니다.`,
          said.replaceAll('“', '‘').replaceAll('”', '’'),
          `동의를 유지하려면 별도로 하실 일이 없습니다. 변경하거나 철회하려면 아래 페이지를 이용해 주세요. 비용은 들지 않습니다.\n${preferences}`,
          `전송자: ${sender}${contact}`,
        ),
      }
    case 'ru':
      return {
        subject: `Ваше согласие действует: ${sender}`,
        text: lines(
          `${day} вы дали компании ${sender} согласие, и оно продолжает действовать:`,
          said.replaceAll('“', '«').replaceAll('”', '»'),
          `Чтобы оставить всё как есть, ничего делать не нужно. Изменить или отозвать согласие можно здесь:\n${preferences}`,
          `${sender}${contact}`,
        ),
      }
  }
}

function lines(...paragraphs: string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}

/** Texts are written by people: each becomes one line, so that none of them writes a mail of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
