import { testLoop } from './loop';

testLoop('cloudformation');
