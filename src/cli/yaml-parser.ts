/** The parser of merged files, as a bundle of its own. */
export { parseAllDocuments } from 'yaml';
