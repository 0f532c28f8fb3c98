import { Architecture, LoadBalancerScheme, ServiceType } from '../enums';
import type { Option } from '../option';

/** How the service runs and is reached. */
export const SERVICE: readonly Option[] = [
  {
    name: 'serviceType',
    type: 'choice',
    summary: 'How the application is reached.',
    question: 'How is the application reached?',
    ask: 'more',
    enumName: 'ServiceType',
    choices: [
      { value: ServiceType.LOADBALANCER, hint: 'through a Network Load Balancer' },
      { value: ServiceType.CLUSTERIP, hint: 'inside the cluster alone' },
    ],
  },
  {
    name: 'loadBalancerScheme',
    type: 'choice',
    summary: 'From where the load balancer is reached.',
    question: 'From where is the load balancer reached?',
    ask: 'more',
    enumName: 'LoadBalancerScheme',
    choices: [
      { value: LoadBalancerScheme.INTERNET_FACING, hint: 'from the internet' },
      { value: LoadBalancerScheme.INTERNAL, hint: 'from inside the VPC alone' },
    ],
    when: [{ option: 'serviceType', values: [ServiceType.LOADBALANCER] }],
  },
  {
    name: 'architecture',
    type: 'choice',
    summary: 'The processor architecture of the image, of the build and of the nodes.',
    question: 'Which processor architecture?',
    ask: 'more',
    enumName: 'Architecture',
    choices: [
      { value: Architecture.AMD64, hint: 'Intel and AMD' },
      { value: Architecture.ARM64, hint: 'AWS Graviton' },
    ],
  },
  {
    name: 'port',
    type: 'integer',
    summary: 'The TCP port on which the service listens. The pod is not root, so it is above 1023.',
    question: 'On which port does the service listen?',
    ask: 'more',
    range: [1024, 65535],
    initial: () => 8080,
  },
];
