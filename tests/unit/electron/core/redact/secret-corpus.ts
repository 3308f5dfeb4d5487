/** A text with a secret in it, as tools and people write them. Every secret here is invented. */
export interface SecretCase {
  readonly kind: string
  readonly text: string
  readonly secrets: readonly string[]
}

const base64Line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB'
const pem = (label: string, end: string, lines: number) =>
  `-----BEGIN ${label}-----${end}${Array.from({ length: lines }, (_, index) => `${String(index).padStart(4, '0')}${base64Line}`).join(end)}${end}-----END ${label}-----`
const jwt = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJqYW5lIiwiaWF0IjoxNTE2MjM5MDIyfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const storageKey = `${'Ab1+/Zz9'.repeat(10)}Qwerty==`
const one = (kind: string, text: string, ...secrets: readonly string[]): SecretCase => ({ kind, text, secrets })

export const secretCorpus: readonly SecretCase[] = [
  one('private-key', `before\n${pem('RSA PRIVATE KEY', '\n', 24)}\nafter`, `0000${base64Line}`, `0023${base64Line}`),
  one('private-key', pem('PRIVATE KEY', '\r\n', 24), `0000${base64Line}`, `0023${base64Line}`),
  one('private-key', pem('OPENSSH PRIVATE KEY', '\\n', 30), `0000${base64Line}`, `0029${base64Line}`),
  one('private-key', pem('ENCRYPTED PRIVATE KEY', '\n', 300), `0000${base64Line}`, `0299${base64Line}`),
  one('private-key', pem('PGP PRIVATE KEY BLOCK', '\n', 120), `0000${base64Line}`, `0119${base64Line}`),
  one('private-key', `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0011\n\n${base64Line}\n-----END RSA PRIVATE KEY-----`, base64Line),
  one('private-key', `-----BEGIN EC PRIVATE KEY-----\n${base64Line}\n(cut here)`, base64Line),
  one('jwt', `token is ${jwt}.`, jwt),
  one('jwt', `{"jwt":"${jwt}"}`, jwt),
  one('jwt', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..c2l4dGVlbmJ5dGVz.Y2lwaGVy.dGFn', 'c2l4dGVlbmJ5dGVz', 'Y2lwaGVy'),
  one('header', 'Authorization: Bearer abc.def-123', 'abc.def-123'),
  one('header', 'authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'),
  one('header', 'Authorization: Digest username="u", realm="r", response="6629fae49393a05397450978507c4ef1"', '6629fae49393a05397450978507c4ef1'),
  one('header', `curl -H "X-API-KEY: Q7Zk2vT9" https://api.msp.example/agents/`, 'Q7Zk2vT9'),
  one('header', `$headers = @{ 'X-API-KEY' = 'Q7Zk2vT9' }`, 'Q7Zk2vT9'),
  one('header', `{"headers":{"Authorization":"Token 5f2a","Accept":"*/*"}}`, '5f2a'),
  one('header', 'x-api-key:   spaced-value-77  ', 'spaced-value-77'),
  one('url-token', 'wss://api.msp.example/ws/dashinfo/?access_token=2f6e0d', '2f6e0d'),
  one('url-token', 'https://mesh.msp.example/?login=Zm9vYmFy&gotonode=x&viewmode=11', 'Zm9vYmFy'),
  one('url-token', 'https://x.blob.core.example/c/f.zip?sv=2022&sig=Ab%2F9%3D&se=2027', 'Ab%2F9%3D'),
  one('url-userinfo', 'git clone https://jane:s3cr3t!pw@git.example/repo.git', 's3cr3t!pw', 'jane'),
  one('url-userinfo', 'postgres://app:p@ss:w0rd@db.example:5432/app', 'p@ss:w0rd'),
  one('url-userinfo', 'https://0123456789tok@git.example/x', '0123456789tok'),
  one('cloud-key', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'),
  one('cloud-key', 'temporary ASIAIOSFODNN7EXAMPLE here', 'ASIAIOSFODNN7EXAMPLE'),
  one('cloud-key', 'key=AIzaSyA-1234567890abcdefghijklmnopqrstu', 'AIzaSyA-1234567890abcdefghijklmnopqrstu'),
  one('cloud-key', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'),
  one('cloud-key', 'gho_0123456789abcdefghijklmnopqrstuvwxyz', 'gho_0123456789abcdefghijklmnopqrstuvwxyz'),
  one('cloud-key', 'github_pat_11ABCDEFG0123456789_abcdefghijklmnop', 'github_pat_11ABCDEFG0123456789_abcdefghijklmnop'),
  one('cloud-key', 'SLACK=xoxb-123456789012-abcdefghij', 'xoxb-123456789012-abcdefghij'),
  one('cloud-key', `key1 ${storageKey}`, storageKey),
  one('cloud-key', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${storageKey};EndpointSuffix=x`, storageKey),
  one('password', 'Server=sql1;Database=app;User Id=sa;Password=S3cr,et&1;Encrypt=yes', 'S3cr,et&1'),
  one('password', 'Server=sql1;uid=sa;pwd=hunter2', 'hunter2'),
  one('password', 'Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=abcdEFGH1234=', 'abcdEFGH1234='),
  one('password', `password = "two words"`, 'two words', 'words'),
  one('password', `{"user":"jane","password":"p4ss","next":1}`, 'p4ss'),
  one('password', `{\\"password\\": \\"p4ss\\"}`, 'p4ss'),
  one('password', 'Password            : Tr0ub4dor &3', 'Tr0ub4dor &3', '&3'),
  one('password', 'passwd:hunter2', 'hunter2'),
  one('password', '<configuration><password>xml-pw-1</password></configuration>', 'xml-pw-1'),
  one('password', 'export API_KEY=abcdef123456', 'abcdef123456'),
  one('password', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  one('password', `client_secret: 'a b c'`, 'a b c'),
  one('password', 'refresh_token=1//0gabc', '1//0gabc'),
  one('password', 'Set-Thing -User jane -Password Summer2026!', 'Summer2026!'),
  one('password', `Set-Thing -Password 'Summer 2026!' -Force`, 'Summer 2026!'),
  one('password', 'sqlcmd -U sa -p hunter2 -Q "select 1"', 'hunter2'),
  one('password', 'tool --password=hunter2 --verbose', 'hunter2'),
  one('password', 'tool --password hunter2', 'hunter2'),
  one('password', 'mstsc /v:host /p:hunter2', 'hunter2'),
  one('password', 'schtasks /create /ru u /p:"a b"', 'a b'),
  one('password', `ConvertTo-SecureString "P@ssw0rd!" -AsPlainText -Force`, 'P@ssw0rd!'),
  one('password', `ConvertTo-SecureString -AsPlainText -Force 'P@ssw0rd!'`, 'P@ssw0rd!'),
  one('password', `ConvertTo-SecureString -String P@ssw0rd! -AsPlainText`, 'P@ssw0rd!'),
  one('password', 'net user jane Winter2026# /add', 'Winter2026#'),
  one('password', 'net.exe user "Jane Doe" "Win ter" /domain', 'Win ter'),
  one('password', `New-Object System.Management.Automation.PSCredential('jane', 'P@ss w')`, 'P@ss w'),
  one('password', `[pscredential]::new("jane", (ConvertTo-SecureString "P@ss w" -AsPlainText -Force))`, 'P@ss w'),
  one('recovery-key', 'Recovery: 123456-234567-345678-456789-567890-678901-789012-890123', '123456-234567-345678-456789-567890-678901-789012-890123'),
  one('laps', 'ms-Mcs-AdmPwd : A6a3#7%eb', 'A6a3#7%eb'),
  one('laps', `{"n":"Administrator","t":"1d8161b41c41cde","p":"A6a3#7%eb!57be4a4B95"}`, 'A6a3#7%eb!57be4a4B95'),
  one('laps', 'msLAPS-Password: xyZ!99', 'xyZ!99'),
  one('product-key', 'Product key: VK7JG-NPHTM-C97JM-9MPGT-3V66T', 'VK7JG-NPHTM-C97JM-9MPGT-3V66T'),
  one('wifi-key', '    Key Content            : cafe wifi 1', 'cafe wifi 1'),
  one('wifi-key', '    Schlüsselinhalt        : büro-netz', 'büro-netz'),
  one('hash', 'Administrator:500:aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0:::', '31d6cfe0d16ae931b73c59d7e0c089c0'),
  one('hash', 'NTLM     : 31d6cfe0d16ae931b73c59d7e0c089c0', '31d6cfe0d16ae931b73c59d7e0c089c0'),
  one('hash', 'root:$6$saltsalt$0123456789abcdefghijklmnopqrstuv:19000:0:99999:7:::', '0123456789abcdefghijklmnopqrstuv'),
]

/** Everyday output without a secret. */
export const innocentCorpus: readonly string[] = [
  'Status   Name               DisplayName\n------   ----               -----------\nRunning  Spooler            Print Spooler\n',
  'Reply from 192.0.2.1: bytes=32 time=8ms TTL=117\r\n',
  'C:\\Users\\jane> dir\r\n 22.11.2026  10:00    <DIR>          Documents\r\n',
  'drwxr-xr-x 2 root root 4096 Nov 22 10:00 /etc/ssl/certs\n',
  '{"device":"ACME-WS07","uuid":"4c4c4544-0044-4d10-8052-b4c04f4b3332","free":512345}\n',
  'The password of jane expires in 12 days.\n',
  'https://docs.example/page?id=12&view=full#top\n',
  '[redacted:password]\n',
]
