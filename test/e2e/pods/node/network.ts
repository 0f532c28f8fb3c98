import { connect, createServer } from 'node:net';
import type { NodeName } from './settings';
import { runWell } from '../../../support/run';

/** The nodes. The first one shares its network with the API server and the account. */
export const NODES: readonly NodeName[] = [
  { name: 'node-1', address: '192.0.2.1', pods: '10.244.1.0/24', zone: 'zone-a' },
  { name: 'node-2', address: '192.0.2.2', pods: '10.244.2.0/24', zone: 'zone-b' },
];
/** The network from which clients reach the nodes, as a load balancer does. */
export const CLIENTS = 'clients';

/** Networks beside this one, by name, and the first three numbers of their addresses. */
const NEIGHBOURS = { [CLIENTS]: '198.51.100', [NODES[1].name]: '203.0.113' } as const;
/** The first address under which a node reaches what listens on a loopback address here. */
const FORWARDED = '192.0.2.10';

/** Whether this network can have others beside it. */
export async function makeNetworks(): Promise<void> {
  const [first, second] = NODES;
  await ip(`address replace ${first.address}/32 dev lo`);
  await allowForwarding();
  for (const [name, subnet] of Object.entries(NEIGHBOURS)) {
    await ip(`netns add ${name}`);
    await ip(`link add to-${name} type veth peer name eth0 netns ${name}`);
    await ip(`address add ${subnet}.1/24 dev to-${name}`);
    await ip(`link set to-${name} up`);
    await ip(`-n ${name} link set lo up`);
    await ip(`-n ${name} address add ${subnet}.2/24 dev eth0`);
    await ip(`-n ${name} link set eth0 up`);
    await ip(`-n ${name} route add default via ${subnet}.1`);
  }
  await ip(`-n ${second.name} address add ${second.address}/32 dev lo`);
  await allowForwarding(...inNetwork(second.name));
  await ip(`route add ${second.address}/32 via ${NEIGHBOURS[second.name]}.2`);
  await ip(`route add ${second.pods} via ${NEIGHBOURS[second.name]}.2`);
}

/** The beginning of a command that runs in a network beside this one. */
export function inNetwork(name: string): [string, ...string[]] {
  return ['nsenter', `--net=/run/netns/${name}`];
}

/**
 * Makes host names that stand for loopback addresses here reachable for all nodes. Returns the lines of a node's hosts
 * file.
 */
export async function forwardHosts(hosts: readonly string[]): Promise<string> {
  const lines = hosts.map(async (host, index) => {
    const address = FORWARDED.replace(/\d+$/, (last) => String(Number(last) + index));
    await ip(`address replace ${address}/32 dev lo`);
    const server = createServer((socket) => {
      const onward = connect(443, host);
      socket.pipe(onward).pipe(socket);
      [socket, onward].forEach((one) =>
        one.on('error', () => {
          socket.destroy();
          onward.destroy();
        }),
      );
    });
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(443, address, done);
    });
    server.unref();
    return `${address} ${host}\n`;
  });
  return ['127.0.0.1 localhost\n', ...await Promise.all(lines)].join('');
}

async function allowForwarding(...prefix: string[]): Promise<void> {
  const [program, ...args] = [...prefix, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward'];
  await runWell(program, args, '/', process.env);
}

async function ip(command: string): Promise<void> {
  await runWell('ip', command.split(' '), '/', process.env);
}
