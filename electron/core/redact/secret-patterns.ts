/** One known shape of a secret. Group 1 is what stays in front of it, group 2 the secret itself. */
export interface SecretPattern {
  readonly kind: string
  readonly find: RegExp
  /** A text that occurs wherever the pattern matches: a slow pattern is skipped where it is absent. */
  readonly needs?: string
}

/** Raised whenever a shape is added or changed, so that stored text can be told apart. */
export const patternVersion = 1

/** A secret never begins with a blank or with our own mark: redacting twice changes nothing. */
const notMarked = String.raw`(?![ \t]|\[redacted:)`
const mark = String.raw`\[redacted:[a-z-]{1,16}\]`
/** Not right after one of `characters`, nor after our own mark, which stands where such a character may have stood. */
const notAfter = (characters: string): string => `(?<!${characters}|${mark})`
const notBefore = (characters: string): string => String.raw`(?!${characters}|\[redacted:)`
const quoted = String.raw`(?<=")[^"\r\n]{1,4096}|(?<=')[^'\r\n]{1,4096}`

/** A value after `before`: inside its quotes, else as far as `bare` reaches. */
const value = (before: string, bare: string): string =>
  String.raw`(${before}(?:\\?["'])?)${notMarked}(${quoted}|(?<!["'])(?!\\?["'])${bare})`

const pattern = (kind: string, source: string, flags = 'gi'): SecretPattern => ({ kind, find: new RegExp(source, flags) })

const word = String.raw`[^\s"';]{1,4096}`
const restOfLine = String.raw`[^\r\n"']{1,4096}`
const blank = String.raw`[ \t]{0,64}`
const secretNames =
  'password|passwd|passphrase|pwd|accountkey|sharedaccesskey|sharedaccesssignature|client_?secret|secret_?(?:access_?)?key|api_?key|(?:access|refresh|auth|id)_?token'

const keyFiles = [
  pattern(
    'private-key',
    String.raw`()(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\s\\,:;.()@<>]|-(?!----)){0,65536}(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?)`,
  ),
  pattern('jwt', String.raw`()(eyJ[A-Za-z0-9_-]{8,16384}(?:\.[A-Za-z0-9_-]{0,16384}){0,4})`, 'g'),
]

const cloudKeys = [
  pattern('cloud-key', String.raw`()((?:AKIA|ASIA)[0-9A-Z]{16,20})`, 'g'),
  pattern('cloud-key', String.raw`()(AIza[0-9A-Za-z_-]{35})`, 'g'),
  pattern('cloud-key', String.raw`()(gh[pousr]_[A-Za-z0-9]{36,255})`, 'g'),
  pattern('cloud-key', String.raw`()(github_pat_[A-Za-z0-9_]{22,255})`, 'g'),
  pattern('cloud-key', String.raw`()(xox[a-z]-[A-Za-z0-9-]{10,255})`, 'g'),
  { ...pattern('cloud-key', String.raw`()(${notAfter('[A-Za-z0-9+/]')}[A-Za-z0-9+/]{86}==)`, 'g'), needs: '==' },
]

const requests = [
  pattern('header', value(String.raw`(?:authorization|x-api-key)\\?["']?${blank}[:=]${blank}`, String.raw`(?:digest[ \t][^\r\n]{1,4096}|${restOfLine})`)),
  pattern('url-token', String.raw`([?&](?:access_token|token|login|sig|api_?key)=)${notMarked}([^\s&"'<>#]{1,4096})`),
  pattern('url-userinfo', String.raw`(:\/\/)${notMarked}([^\s/?#"'<>]{1,1024}(?=@))`),
]

const assignments = [
  pattern('password', value(String.raw`(?:${secretNames})\\?["']?${blank}=${blank}`, word)),
  pattern('password', value(String.raw`(?:${secretNames})\\?["']?${blank}:`, word)),
  pattern('password', value(String.raw`(?:${secretNames})\\?["']?${blank}:[ \t]{1,64}`, restOfLine)),
  pattern('password', String.raw`(<(?:${secretNames})>)${notMarked}([^<]{1,4096})`),
]

const commandLines = [
  pattern('password', value(String.raw`${notAfter(String.raw`[\w-]`)}--?(?:password|passwd|pass|pwd|pw)(?:[ \t]{1,64}|[=:])`, word)),
  pattern('password', value(String.raw`${notAfter(String.raw`[\w-]`)}-p[ \t]{1,64}(?!-)`, word)),
  pattern('password', value(String.raw`\/p(?:w|wd|ass|assword)?:`, word)),
  pattern('password', value(String.raw`convertto-securestring[ \t]{1,64}(?:-(?:string|asplaintext|force)[ \t]{1,64}){0,4}(?!-)`, String.raw`[^\s"';)]{1,4096}`)),
  pattern('password', value(String.raw`${notAfter(String.raw`\w`)}net1?(?:\.exe)?[ \t]{1,64}user[ \t]{1,64}(?:"[^"\r\n]{1,256}"|[^\s"]{1,256})[ \t]{1,64}(?![/*])`, word)),
  pattern('password', value(String.raw`pscredential\]?(?:::new)?[ \t]{0,64}(?:-argumentlist[ \t]{1,64})?\(?[ \t]{0,64}(?:"[^"\r\n]{0,256}"|'[^'\r\n]{0,256}'|[^\s,()]{1,256})[ \t]{0,64},[ \t]{0,64}\(?[ \t]{0,64}`, String.raw`[^\s"';()]{1,4096}`)),
]

const windowsSecrets = [
  pattern('recovery-key', String.raw`()(${notAfter(String.raw`\d`)}\d{6}(?:-\d{6}){7}${notBefore(String.raw`\d`)})`, 'g'),
  pattern('laps', value(String.raw`(?:ms-mcs-admpwd|mslaps-(?:encrypted)?password)\\?["']?${blank}[:=]${blank}`, restOfLine)),
  pattern('laps', String.raw`(\\?"n\\?"${blank}:${blank}\\?"[^"\r\n]{0,256}\\?"${blank},${blank}\\?"t\\?"${blank}:${blank}\\?"[^"\r\n]{0,64}\\?"${blank},${blank}\\?"p\\?"${blank}:${blank}\\?")${notMarked}([^"\r\n]{1,512})`),
  pattern('product-key', String.raw`()([A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}${notBefore('[A-Z0-9-]')})`, 'g'),
  pattern('wifi-key', String.raw`((?:key content|schl.{1,2}sselinhalt|contenu de la cl.{1,2})${blank}:${blank})${notMarked}([^\r\n]{1,512})`),
  pattern('hash', String.raw`(:\d{1,10}:)([0-9a-fA-F]{32}:[0-9a-fA-F]{32})`, 'g'),
  pattern('hash', String.raw`(${notAfter(String.raw`\w`)}(?:ntlm|lm|sha1)[ \t]{0,64}[:=][ \t]{0,64})([0-9a-f]{32,40})`),
  pattern('hash', String.raw`()(\$(?:1|2[abxy]?|5|6|7|y|gy|argon2[a-z]{1,2})\$[^\s:"']{8,512})`, 'g'),
]

/** The named formats of secrets, the more telling name first; a miss in one of them is a defect, a false alarm is not. */
export const secretPatterns: readonly SecretPattern[] = [...keyFiles, ...cloudKeys, ...requests, ...windowsSecrets, ...commandLines, ...assignments]
