import { Architecture, LoadBalancerScheme, ServiceType } from '../enums';
import type { Option } from '../option';

/** The processor, the port and the network access of the application. */
export const SERVICE = [
  {
    name: 'serviceType',
    type: 'choice',
    summary: 'How clients reach the application.',
    question: 'How do clients reach the application?',
    ask: 'more',
    enumName: 'ServiceType',
    choices: [
      { value: ServiceType.LOADBALANCER, hint: 'through a Network Load Balancer' },
      { value: ServiceType.CLUSTERIP, hint: 'only from inside the cluster' },
    ],
  },
  {
    name: 'loadBalancerScheme',
    type: 'choice',
    summary: 'Which networks can reach the load balancer.',
    question: 'Which networks can reach the load balancer?',
    ask: 'more',
    enumName: 'LoadBalancerScheme',
    choices: [
      { value: LoadBalancerScheme.INTERNET_FACING, hint: 'public: any client on the internet' },
      { value: LoadBalancerScheme.INTERNAL, hint: 'private: only the VPC and networks connected to it' },
    ],
    when: [{ option: 'serviceType', values: [ServiceType.LOADBALANCER] }],
  },
  {
    name: 'architecture',
    type: 'choice',
    summary: 'The processor architecture of the build, the image and the nodes.',
    question: 'Which processor architecture?',
    ask: 'more',
    enumName: 'Architecture',
    choices: [
      { value: Architecture.AMD64, hint: 'Intel and AMD processors' },
      { value: Architecture.ARM64, hint: 'AWS Graviton processors' },
    ],
  },
  {
    name: 'port',
    type: 'integer',
    summary: 'The TCP port that the application listens on: above 1023, because the container does not run as root.',
    question: 'Which TCP port does the application listen on?',
    ask: 'more',
    range: [1024, 65535],
    initial: () => 8080,
  },
] as const satisfies readonly Option[];
