#!/usr/bin/env node
// In syntax that Node.js 12 can parse, so that an old one can say that it is too old.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 17)) {
  process.stderr.write('create-gitops-eks needs Node.js 20.17 or later, and this is ' + process.version + '. Nothing was written.\n');
  process.exitCode = 2;
} else {
  var enableCompileCache = require('module').enableCompileCache;
  if (enableCompileCache) {
    enableCompileCache();
  }
  void require('../lib/bundle/cli.js').run();
}
