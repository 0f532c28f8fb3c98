import { testLaptop } from './local/laptop';

testLaptop('argocd');
