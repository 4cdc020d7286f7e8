/**
 * Every way in which a good admission is spoiled, and what a verifier has to say of it. One table
 * for all verifiers: each brings its own keys, its own list and its own way to be asked.
 */
import { TOKEN_MS, VERIFIER_SKEW_MS } from '../../queue/limits.ts'
import type { AdmissionClaims } from '../claims.ts'
import type { FailPolicy } from '../fail-policy.ts'
import type { AdmissionRefusal } from '../refusals.ts'

/** Whose signature a token bears, whatever its header says. */
export type SignedBy = 'room' | 'stranger' | 'public-key-as-secret' | 'rsa' | 'nobody'

/** A good token before it is signed, and the means to sign it well or badly. */
type Good = {
  /** By the clock of the verifier. */
  readonly nowMs: number
  readonly header: { readonly alg: 'ES256'; readonly typ: 'admission+jwt'; readonly kid: string }
  readonly claims: AdmissionClaims
  readonly sign: (by: SignedBy, header: object, claims: object) => Promise<string>
}

export type RefusalCase = {
  readonly name: string
  readonly token: (good: Good) => Promise<string>
  /** The cookie that comes with it, if not the right one. */
  readonly holder?: 'none' | 'other'
  /** The list of ended sessions, if it is not fresh and empty. */
  readonly list?: 'has-it' | 'old' | 'none'
  readonly policy?: FailPolicy
  readonly expected: AdmissionRefusal | 'admitted' | 'marked'
}

const untouched: RefusalCase['token'] = ({ sign, header, claims }) => sign('room', header, claims)

function withHeader(changes: object, by: SignedBy = 'room'): RefusalCase['token'] {
  return ({ sign, header, claims }) => sign(by, { ...header, ...changes }, claims)
}

function withClaims(changes: object | ((good: Good) => object)): RefusalCase['token'] {
  return (good) => {
    const spoiled = typeof changes === 'function' ? changes(good) : changes
    return good.sign('room', good.header, { ...good.claims, ...spoiled })
  }
}

function without(name: keyof AdmissionClaims): RefusalCase['token'] {
  return ({ sign, header, claims }) => {
    const kept = Object.entries(claims).filter(([claim]) => claim !== name)
    return sign('room', header, Object.fromEntries(kept))
  }
}

/** A token of the usual life, begun so long from now. */
function begun(fromNowMs: number): RefusalCase['token'] {
  return withClaims(({ nowMs }) => {
    const iat = Math.floor((nowMs + fromNowMs) / 1_000)
    return { iat, exp: iat + TOKEN_MS / 1_000 }
  })
}

/** One letter in the middle of the signature: at its end it might not count. */
async function signatureAltered(good: Good): Promise<string> {
  const [header = '', payload = '', signature = ''] = (await untouched(good)).split('.')
  const at = Math.floor(signature.length / 2)
  const letter = signature[at] === 'A' ? 'B' : 'A'
  return `${header}.${payload}.${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`
}

/** The same bytes: what is read in two ways can be told apart by nobody. */
async function inPlainBase64(good: Good): Promise<string> {
  const [header = '', payload = '', signature = ''] = (await untouched(good)).split('.')
  const plain = signature.replaceAll('-', '+').replaceAll('_', '/')
  // Not each signature has one of these letters.
  return plain === signature ? inPlainBase64(good) : `${header}.${payload}.${plain}`
}

/** A fan who writes themself another session, and keeps the signature of their own. */
async function claimsExchanged(good: Good): Promise<string> {
  const [header = '', , signature = ''] = (await untouched(good)).split('.')
  const other = await good.sign('room', good.header, { ...good.claims, jti: 'another' })
  return [header, other.split('.')[1], signature].join('.')
}

const someKey = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }

export const refusalCases: readonly RefusalCase[] = [
  { name: 'nothing is wrong', token: untouched, expected: 'admitted' },
  { name: 'a claim nobody knows', token: withClaims({ later: 1 }), expected: 'admitted' },

  { name: 'no JWT', token: async () => 'admit-me', expected: 'admission-malformed' },
  { name: 'only dots', token: async () => '..', expected: 'admission-malformed' },
  {
    name: 'a part too many',
    token: async (good) => `${await untouched(good)}.AAAA`,
    expected: 'admission-malformed',
  },
  {
    name: 'no signature at all',
    token: async (good) => (await untouched(good)).split('.').slice(0, 2).join('.'),
    expected: 'admission-malformed',
  },
  {
    name: 'three parts that are no JSON',
    token: async () => 'YWRtaXQ.bWU.bm93',
    expected: 'admission-malformed',
  },
  {
    name: 'over 4 KB',
    token: withClaims({ padding: 'x'.repeat(4_096) }),
    expected: 'admission-malformed',
  },
  {
    name: 'letters that are no base64url',
    token: async (good) => `!${await untouched(good)}`,
    expected: 'admission-malformed',
  },
  {
    name: 'a signature that is no base64url',
    token: async (good) => `${await untouched(good)}!`,
    expected: 'admission-malformed',
  },
  {
    name: 'a signature in the letters of plain base64',
    token: inPlainBase64,
    expected: 'admission-malformed',
  },

  {
    name: 'alg none',
    token: withHeader({ alg: 'none' }, 'nobody'),
    expected: 'admission-wrong-algorithm',
  },
  {
    name: 'alg None, in another case',
    token: withHeader({ alg: 'None' }, 'nobody'),
    expected: 'admission-wrong-algorithm',
  },
  {
    name: 'HS256 with the public key as the secret',
    token: withHeader({ alg: 'HS256' }, 'public-key-as-secret'),
    expected: 'admission-wrong-algorithm',
  },
  {
    name: 'RS256',
    token: withHeader({ alg: 'RS256' }, 'rsa'),
    expected: 'admission-wrong-algorithm',
  },
  { name: 'ES384', token: withHeader({ alg: 'ES384' }), expected: 'admission-wrong-algorithm' },
  {
    name: 'its own key in jwk',
    token: withHeader({ jwk: someKey }, 'stranger'),
    expected: 'admission-malformed',
  },
  {
    name: 'keys elsewhere in jku',
    token: withHeader({ jku: 'https://keys.invalid/jwks.json' }, 'stranger'),
    expected: 'admission-malformed',
  },
  {
    name: 'a certificate in x5u',
    token: withHeader({ x5u: 'https://keys.invalid/x5u' }, 'stranger'),
    expected: 'admission-malformed',
  },
  {
    name: 'a certificate in x5c',
    token: withHeader({ x5c: ['AA'] }, 'stranger'),
    expected: 'admission-malformed',
  },
  {
    name: 'something critical in crit',
    token: withHeader({ crit: ['b64'], b64: true }),
    expected: 'admission-malformed',
  },
  { name: 'no type', token: withHeader({ typ: undefined }), expected: 'admission-malformed' },
  { name: 'no key id', token: withHeader({ kid: undefined }), expected: 'admission-malformed' },
  { name: 'an empty key id', token: withHeader({ kid: '' }), expected: 'admission-malformed' },
  {
    name: 'a key id of a thousand letters',
    token: withHeader({ kid: 'k'.repeat(1_000) }, 'stranger'),
    expected: 'admission-malformed',
  },
  { name: 'type JWT', token: withHeader({ typ: 'JWT' }), expected: 'admission-wrong-type' },
  {
    name: 'made to list revocations',
    token: withHeader({ typ: 'revocations+jwt' }),
    expected: 'admission-wrong-type',
  },
  {
    name: 'made as an assertion',
    token: withHeader({ typ: 'assertion+jwt' }),
    expected: 'admission-wrong-type',
  },

  {
    name: 'a key nobody knows',
    token: withHeader({ kid: 'a-key-nobody-knows' }, 'stranger'),
    expected: 'admission-unknown-key',
  },
  {
    name: 'signed by a stranger under our key id',
    token: withHeader({}, 'stranger'),
    expected: 'admission-bad-signature',
  },
  {
    name: 'an empty signature',
    token: withHeader({}, 'nobody'),
    expected: 'admission-bad-signature',
  },
  {
    name: 'a letter of the signature changed',
    token: signatureAltered,
    expected: 'admission-bad-signature',
  },
  {
    name: 'other claims under its signature',
    token: claimsExchanged,
    expected: 'admission-bad-signature',
  },

  {
    name: 'another issuer',
    token: withClaims({ iss: 'https://other.example' }),
    expected: 'admission-wrong-issuer',
  },
  {
    name: 'another audience',
    token: withClaims({ aud: 'https://other.example' }),
    expected: 'admission-wrong-audience',
  },
  {
    name: 'several audiences, ours among them',
    token: withClaims(({ claims }) => ({ aud: [claims.aud, 'https://other.example'] })),
    expected: 'admission-malformed',
  },
  { name: 'another room', token: withClaims({ room: 'other' }), expected: 'admission-other-room' },
  {
    name: 'an earlier epoch of the room',
    token: withClaims({ epoch: 'earlier' }),
    expected: 'admission-other-epoch',
  },
  ...(['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'room', 'epoch', 'lane', 'cnf'] as const).map(
    (name) => ({
      name: `nothing said of ${name}`,
      token: without(name),
      expected: 'admission-malformed' as const,
    }),
  ),
  {
    name: 'bound to a hash of another kind',
    token: withClaims({ cnf: { jkt: 'h'.repeat(43) } }),
    expected: 'admission-malformed',
  },
  {
    name: 'claims in a list',
    token: ({ sign, header, claims }) => sign('room', header, [claims]),
    expected: 'admission-malformed',
  },
  {
    name: 'a session named beyond all measure',
    token: withClaims({ jti: 's'.repeat(161) }),
    expected: 'admission-malformed',
  },
  {
    name: 'an end between two seconds',
    token: withClaims(({ claims }) => ({ exp: claims.exp - 0.5 })),
    expected: 'admission-malformed',
  },
  {
    name: 'an end that is no number',
    token: withClaims({ exp: '9999999999' }),
    expected: 'admission-malformed',
  },

  {
    name: 'a life of more than a minute',
    token: withClaims(({ claims }) => ({ exp: claims.iat + TOKEN_MS / 1_000 + 1 })),
    expected: 'admission-lives-too-long',
  },
  {
    name: 'ended, and the skew is over',
    token: begun(-TOKEN_MS - VERIFIER_SKEW_MS - 1_000),
    expected: 'admission-expired',
  },
  {
    name: 'ended, within the skew',
    token: begun(-TOKEN_MS - VERIFIER_SKEW_MS + 3_000),
    expected: 'admitted',
  },
  {
    name: 'from the future, within the skew',
    token: begun(VERIFIER_SKEW_MS - 2_000),
    expected: 'admitted',
  },
  {
    name: 'from the future',
    token: begun(VERIFIER_SKEW_MS + 3_000),
    expected: 'admission-not-yet-valid',
  },

  { name: 'no holder', token: untouched, holder: 'none', expected: 'admission-other-holder' },
  { name: 'another holder', token: untouched, holder: 'other', expected: 'admission-other-holder' },

  {
    name: 'its session was ended',
    token: untouched,
    list: 'has-it',
    expected: 'admission-revoked',
  },
  {
    name: 'its session was ended: open',
    token: untouched,
    list: 'has-it',
    policy: 'open',
    expected: 'admission-revoked',
  },
  {
    name: 'the list is old: hold',
    token: untouched,
    list: 'old',
    policy: 'hold',
    expected: 'admission-held',
  },
  {
    name: 'the list is old: open',
    token: untouched,
    list: 'old',
    policy: 'open',
    expected: 'marked',
  },
  {
    name: 'the list is old: closed',
    token: untouched,
    list: 'old',
    policy: 'closed',
    expected: 'admission-closed',
  },
  {
    name: 'no list: hold',
    token: untouched,
    list: 'none',
    policy: 'hold',
    expected: 'admission-held',
  },
  { name: 'no list: open', token: untouched, list: 'none', policy: 'open', expected: 'marked' },
  {
    name: 'no list: closed',
    token: untouched,
    list: 'none',
    policy: 'closed',
    expected: 'admission-closed',
  },
  {
    name: 'nobody can look, and it has ended: open',
    token: begun(-TOKEN_MS - VERIFIER_SKEW_MS - 1_000),
    list: 'none',
    policy: 'open',
    expected: 'admission-expired',
  },
  {
    name: 'nobody can look, and it is forged: open',
    token: withHeader({}, 'stranger'),
    list: 'old',
    policy: 'open',
    expected: 'admission-bad-signature',
  },
  {
    name: 'nobody can look, and the holder is another: open',
    token: untouched,
    holder: 'other',
    list: 'none',
    policy: 'open',
    expected: 'admission-other-holder',
  },
]
