import { testLoop } from './loop';

testLoop('cdk');
