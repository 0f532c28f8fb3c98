import { compileTemplates } from '../../projenrc/compile-templates';

/** Runs once, before the workers of jest start. */
export default function setUp(): void {
  compileTemplates();
}
