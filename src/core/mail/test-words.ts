type Language = 'en' | 'ko' | 'ru'

/** The mail by which somebody tries the settings. */
export function testMail(language: Language, workspace: string): { subject: string; text: string } {
  return words[language](workspace)
}

const words: Record<Language, (workspace: string) => { subject: string; text: string }> = {
  en: (workspace) => ({
    subject: `Mail from Hourglass works: ${workspace}`,
    text: `You asked for this mail to see whether ${workspace} can send mail. It can: the settings work.\n\nHourglass\n`,
  }),
  ko: (workspace) => ({
    subject: `Hourglass 메일이 정상적으로 발송됩니다: ${workspace}`,
    text: `${workspace}에서 메일을 보낼 수 있는지 확인하려고 요청하신 시험 메일입니다. 이 메일을 받으셨다면 설정이 올바른 것입니다.\n\nHourglass\n`,
  }),
  ru: (workspace) => ({
    subject: `Почта Hourglass работает: ${workspace}`,
    text: `Вы запросили это письмо, чтобы проверить, может ли ${workspace} отправлять почту. Может: настройки верны.\n\nHourglass\n`,
  }),
}
