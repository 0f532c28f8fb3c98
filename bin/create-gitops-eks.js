#!/usr/bin/env node
require('node:module').enableCompileCache?.();
void require('../lib/bundle/cli.js').run();
