import { ServiceError } from '../codecommit';

const LEAST_BITS = 2048;
const KEYS_OF_A_USER = 5;

/** Throws if IAM refuses the SSH key or the user has too many. Supports only OpenSSH's format. */
export function requireSshKey(publicKey: string, others: readonly string[]): void {
  const [, type, base64] = partsOf(publicKey);
  const [name, , modulus] = type ? fieldsOf(Buffer.from(base64, 'base64')) : [];
  if (!name || name.toString() !== type) {
    throw new ServiceError(
      'UnrecognizedPublicKeyEncoding', 'The public key encoding format is unsupported or unrecognized.', 400,
    );
  }
  const bits = type === 'ssh-rsa' && modulus ? BigInt(`0x${modulus.toString('hex')}`).toString(2).length : 0;
  if (bits < LEAST_BITS) {
    const least = `RSA of at least ${LEAST_BITS} bits`;
    throw new ServiceError(
      'InvalidPublicKey', `The public key is malformed or otherwise invalid: ${type} ${bits || ''} is not ${least}.`,
      400,
    );
  }
  if (others.some((other) => partsOf(other)[2] === base64)) {
    throw new ServiceError('DuplicateSSHPublicKey', 'The user has this SSH public key already.', 400);
  }
  if (others.length >= KEYS_OF_A_USER) {
    throw new ServiceError('LimitExceeded', `Cannot exceed quota for SSHPublicKeysPerUser: ${KEYS_OF_A_USER}`, 409);
  }
}

function partsOf(publicKey: string): readonly string[] {
  return /^(\S+) ([A-Za-z0-9+/]+=*)(?:\s|$)/.exec(publicKey) ?? [];
}

/** Splits data into fields with a length prefix. Undefined if they do not fill the data. */
function fieldsOf(data: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let rest = data;
  while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
    const end = 4 + rest.readUInt32BE();
    fields.push(rest.subarray(4, end));
    rest = rest.subarray(end);
  }
  return rest.length === 0 ? fields : [];
}
