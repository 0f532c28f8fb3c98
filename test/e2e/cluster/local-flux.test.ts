import { testLaptop } from './local/laptop';

testLaptop('flux');
