import { testLoop } from './loop';

testLoop('terraform');
