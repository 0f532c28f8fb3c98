/* eslint-disable */
// Compiled from templates/ by projenrc/compile-templates.ts.
import type { Generator } from './render';

export const TEMPLATES: Generator['templates'] = [
];

export const PARTIALS: Generator['partials'] = {
};
