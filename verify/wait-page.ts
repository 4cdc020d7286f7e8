/**
 * A page for the moment in which nobody can be checked: it says so, and asks again by itself. What
 * was sent it does not ask for: opened anew it would be another request, and the form lost.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import type { RefusalCode } from './outcomes.ts'

type Words = {
  readonly title: string
  readonly closed: string
  readonly what: string
  /** Of a page that is opened, which opens again; and of what was sent, which only its sender can send again. */
  readonly opened: string
  readonly sent: string
}

const words: Readonly<Record<string, Words>> = {
  ko: {
    title: '잠시만 기다려 주세요',
    closed: '지금은 입장할 수 없습니다',
    what: '대기실과 연결을 확인하고 있습니다. 자리와 입장 시간은 그대로입니다.',
    opened: '이 화면은 저절로 다시 열립니다.',
    sent: '보내신 내용은 아직 처리되지 않았습니다. 잠시 뒤 새로고침하면 다시 보냅니다.',
  },
  en: {
    title: 'One moment, please',
    closed: 'Nobody can come in right now',
    what: 'We are reaching the waiting room. Your place and your time are kept.',
    opened: 'This page opens again by itself.',
    sent: 'What you sent has not been taken yet: reload this page in a moment to send it again.',
  },
  ja: {
    title: '少々お待ちください',
    closed: '現在は入場できません',
    what: '待合室への接続を確認しています。場所と入場時間はそのままです。',
    opened: 'この画面は自動で開き直します。',
    sent: '送信内容はまだ受け付けられていません。少し待って再読み込みすると、もう一度送信します。',
  },
  zh: {
    title: '请稍候',
    closed: '目前无法入场',
    what: '正在连接等候室。您的位置和入场时间会保留。',
    opened: '此页面会自动重新打开。',
    sent: '您提交的内容尚未处理。请稍后刷新此页面以重新提交。',
  },
}
const AGAIN_SECONDS = 3
const STYLE = `
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1.0625rem/1.6 system-ui, sans-serif }
main { max-width: 26rem; padding: 2rem 1.25rem }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.3 }
p { margin: 0 }
`
const styleHash = btoa(String.fromCharCode(...sha256(new TextEncoder().encode(STYLE))))

export function waitPage(
  code: RefusalCode,
  acceptLanguage: string | undefined,
  isRead: boolean,
): { readonly headers: readonly (readonly [string, string])[]; readonly body: string } {
  const language = languageOf(acceptLanguage)
  const { title, closed, what, opened, sent } = wordsIn(language)
  const heading = code === 'admission-closed' ? closed : title
  return {
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Language', language],
      [
        'Content-Security-Policy',
        `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`,
      ],
      ['X-Content-Type-Options', 'nosniff'],
      ['Vary', 'Accept, Accept-Language'],
    ],
    body: `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${isRead ? `<meta http-equiv="refresh" content="${AGAIN_SECONDS}">` : ''}
<title>${heading}</title>
<style>${STYLE}</style>
<main>
<h1>${heading}</h1>
<p>${what} ${isRead ? opened : sent}</p>
</main>
</html>
`,
  }
}

function wordsIn(language: string): Words {
  return words[language] ?? { title: '', closed: '', what: '', opened: '', sent: '' }
}

/** Of the languages there are, the one that is asked for first; Korean where none is. */
function languageOf(header = ''): string {
  const asked = header.split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return asked.find((language) => language in words) ?? 'ko'
}
