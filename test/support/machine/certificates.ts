import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a server's certificate. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Signs the certificates of one run; `file` is the only trusted authority. */
export class CertificateAuthority {
  /** The certificate that clients must trust. */
  readonly file: string;
  private readonly key: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'ca.pem');
    this.key = join(folder, 'ca.key');
    openssl('req', '-x509', '-days', '2', '-subj', '/CN=end-to-end tests', ...newKey(this.key), '-out', this.file,
      '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
  }

  /** A certificate for host names, wildcards among them, and addresses. */
  issue(name: string, hosts: readonly string[]): Certificate {
    const [cert, key, request, extensions] = ['pem', 'key', 'csr', 'ext'].map((suffix) =>
      join(this.folder, `${name}.${suffix}`),
    );
    writeFileSync(
      extensions,
      `subjectAltName=${hosts.map((host) => `${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`).join(',')}\n`,
    );
    openssl('req', '-subj', `/CN=${name}`, ...newKey(key), '-out', request);
    openssl(
      'x509', '-req', '-days', '2', '-in', request, '-CA', this.file, '-CAkey', this.key, '-CAcreateserial', '-extfile',
      extensions, '-out', cert,
    );
    return { cert, key };
  }

  /** The environment variables that make programs trust it. */
  get environment(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [
        'AWS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE',
        'SSL_CERT_FILE',
      ].map((name) => [name, this.file]),
    );
  }
}

/** A certificate's files in the form of Node.js servers. */
export function serverOptions({ cert, key }: Certificate): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

function newKey(file: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file];
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
